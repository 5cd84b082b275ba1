import { describe, expect } from "vitest";
import { freePort } from "../support/free-port.ts";
import { loseAnswer, test, testOfUsage } from "../support/send-command.ts";
import type { World } from "../support/world.ts";

const TOMORROW = new Date(Date.now() + 24 * 3600 * 1000).toISOString();
const template = ["--template", "hello:de", "--provider", "meta"];
const bulk = [...template, "--yes", "--send-at", TOMORROW];

/** All of it goes out, at the account's rate, and nothing more comes after it. */
async function goesOut(world: World, sent: () => number, count: number): Promise<void> {
  const pass = async () => {
    await world.later(1);
    return sent();
  };
  await expect.poll(pass).toBe(count);
  await world.later(60);
  expect(sent()).toBe(count);
}

/** A report's lines, without its mark and its messages' ids. */
const lines = (report: string) =>
  report
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "<id>")
    .split("\n");

test("a spreadsheet's file is sent as it reads, and the report says what became of each line", async ({
  world,
  command,
}) => {
  await command.write(
    "people.csv",
    [
      "\uFEFFName;Phone;1;2;",
      '"Müller; Jörg";+1 415 555 0100;"Jörg ""Jo"" Müller";Köln;',
      "Ana;'+14155550101;=1+1;-5;",
      "Ana again;(415) 555-0101, again;Ana;Rome;",
      'Formula;"=HYPERLINK(""http://example.com"")";Eve;Bonn;',
      "Twice;+1-415-555-0100;Jo;Köln;",
      "Nameless;+14155550102;;Bonn;",
      "",
    ].join("\r\n"),
  );
  const ran = await command.run(["--csv", "people.csv", ...template, "--yes", "--no-watch"]);
  expect(ran.errors).toBe("");
  expect(ran.out).toContain("2 accepted, 4 skipped, 0 failed or canceled: people.report.csv");
  expect(ran.code).toBe(1);
  await goesOut(world, () => world.meta.sent.length, 2);
  const said = world.meta.sent.map(({ payload }) => [
    payload.to,
    JSON.stringify(payload.template).match(/"text":"((?:[^"\\]|\\.)*)"/g),
  ]);
  expect(said.sort()).toEqual([
    ["14155550100", ['"text":"Jörg \\"Jo\\" Müller"', '"text":"Köln"']],
    ["14155550101", ['"text":"=1+1"', '"text":"-5"']],
  ]);
  const report = await command.read("people.report.csv");
  expect(report.startsWith("\uFEFF")).toBe(true);
  expect(lines(report).map((line) => line.replace(/,(accepted|sent|queued)$/, ",<status>"))).toEqual([
    "to,outcome,reason,next_step,message_id,status",
    "'+1 415 555 0100,accepted,,,<id>,<status>",
    "'+14155550101,accepted,,,<id>,<status>",
    '"(415) 555-0101, again",skipped,invalid number,,,',
    `"'=HYPERLINK(""http://example.com"")",skipped,invalid number,,,`,
    "'+1-415-555-0100,skipped,duplicate,,,",
    "'+14155550102,skipped,template variable missing: 1,,,",
  ]);
});

test("killed in the middle and run again: everybody once, though the file spans two calls", async ({
  world,
  command,
}) => {
  const people = Array.from({ length: 3_000 }, (_, n) => `+1415555${String(n).padStart(4, "0")}`);
  const long = "x".repeat(2_000);
  // Somebody from the first call stands in the second one as well, spelled otherwise.
  const written = [...people, "+1 (415) 555-0000"].map((to) => `${to},${long}`);
  await command.write("people.csv", `to,1\n${written.join("\n")}\n`);
  const killing = new AbortController();
  const proxy = await loseAnswer(world.origin, 2);
  const dying = command.run(["--csv", "people.csv", ...bulk], { url: proxy.url, signal: killing.signal });
  await proxy.lost;
  killing.abort();
  expect((await dying).code).toBe(null);
  await proxy.close();
  const [before] = await world.database.rows<{ n: number }>("select count(*)::int as n from contact_logs");
  expect(before?.n).toBe(3_000);

  const again = await command.run(["--csv", "people.csv", ...bulk]);
  expect(again).toMatchObject({ code: 0, errors: "" });
  expect(again.out).toContain("Part 2 of 2: ");
  expect(again.out).toContain("3000 accepted, 1 skipped");
  const counts =
    "select count(*)::int as n, count(distinct contact_address)::int as people from contact_logs";
  expect(await world.database.rows(counts)).toEqual([{ n: 3_000, people: 3_000 }]);
  const [, first, ...rest] = lines(await command.read("people.report.csv"));
  expect(first).toBe("'+14155550000,accepted,,,<id>,accepted");
  expect(rest.at(-1)).toBe("'+1 (415) 555-0000,skipped,duplicate,,,");
});

test("an answer lost on its way is asked for again, and nobody hears it twice", async ({
  world,
  command,
}) => {
  const proxy = await loseAnswer(world.origin, 1, "503");
  const args = ["--to", "+14155550100", "--channel", "sms", "--body", "Hi", "--yes", "--no-watch"];
  expect(await command.run(args, { url: proxy.url })).toMatchObject({ code: 0, errors: "" });
  await proxy.close();
  await goesOut(world, () => world.twilio.sent.length, 1);
});

test("the same command again sends nothing twice; with --run it does; at another hour it is refused", async ({
  world,
  command,
}) => {
  const args = ["--to", "+14155550100", "--to", "+14155550101", "--channel", "sms", "--body", "Hi", "--yes"];
  const nowAndAgain = [
    await command.run([...args, "--no-watch"]),
    await command.run([...args, "--no-watch"]),
  ];
  expect(nowAndAgain.map(({ code }) => code)).toEqual([0, 0]);
  await goesOut(world, () => world.twilio.sent.length, 2);
  const later = await command.run([...args, "--send-at", TOMORROW]);
  expect(later).toMatchObject({ code: 1, errors: expect.stringContaining("add --run <name>") });
  expect((await command.run([...args, "--no-watch", "--run", "second"])).code).toBe(0);
  await goesOut(world, () => world.twilio.sent.length, 4);
});

test("it is watched until all is delivered or failed, and a failure is told with the next step", async ({
  world,
  command,
}) => {
  world.twilio.callbacks = "auto";
  world.fail("twilio", { twilioCode: 30006 }, { times: 1, when: ({ path }) => path.includes("/Messages") });
  const args = ["--to", "+14155550100", "--to", "+14155550101", "--channel", "sms", "--body", "Hi", "--yes"];
  await command.run([...args, "--no-watch"]);
  await goesOut(world, () => world.twilio.sent.length, 2);
  const ran = await command.run(args);
  expect(ran.code).toBe(1);
  expect(ran.out).toContain("2 of 2 handed over, 1 delivered, 1 failed");
  const report = lines(await command.read("send.report.csv")).slice(1);
  expect(report.filter((line) => line.endsWith(",accepted,,,<id>,delivered"))).toHaveLength(1);
  expect(report.filter((line) => /accepted,.+landline.+,<id>,(failed|undelivered)$/.test(line))).toHaveLength(
    1,
  );
});

test("a dry run shows at most twenty texts and who is left out, and sends nothing", async ({
  world,
  command,
}) => {
  const people = Array.from({ length: 25 }, (_, n) => `+141555501${String(n).padStart(2, "0")}`);
  await command.write("people.csv", ["to", ...people, "nobody"].join("\n"));
  const args = ["--csv", "people.csv", "--channel", "sms", "--body", "Your parcel is here"];
  const { out, code } = await command.run([...args, "--dry-run"]);
  expect(code).toBe(1);
  expect(out.match(/: Your parcel is here/g)).toHaveLength(20);
  expect(out).toContain("… and 5 more");
  expect(out).toContain("nobody: skipped, invalid number");
  expect(out).toContain("25 would be accepted, 1 skipped. Nothing was sent.");
  await world.settle();
  expect([await world.logs(), world.calls]).toEqual([[], []]);
});

test("a batch is canceled, and what failed in it for now is tried again", async ({ world, command }) => {
  await command.run(["--to", "+14155550100", ...bulk]);
  const [batch] = await world.database.rows<{ id: string }>("select id from batches");
  const id = batch?.id ?? "";
  expect(await command.run(["--cancel", id])).toMatchObject({ code: 0, out: `Batch ${id}: 1 canceled\n` });
  expect(await command.run(["--retry", id])).toMatchObject({ code: 0, out: `Batch ${id}: 0 tried again\n` });
  const [row] = await world.logs("outbound");
  expect(row?.status).toBe("canceled");
});

describe("wrong usage ends with 2, names the cure, and sends nothing", () => {
  const to = ["--to", "+14155550100"];
  const sms = ["--channel", "sms", "--body", "Hi"];
  testOfUsage.for<[string, string[], string, Record<string, string | undefined>?]>([
    ["nobody to send to", sms, "give one of --to, --csv, --cancel and --retry"],
    ["nothing to send", to, "give one of --body (or --media), --content and --template"],
    ["an unknown flag", [...to, ...sms, "--bdoy", "x"], "--bdoy"],
    ["a missing file", ["--csv", "none.csv", ...sms], "none.csv cannot be read (ENOENT)"],
    ["a file that is not UTF-8", ["--csv", "latin.csv", ...sms], 'save it as "CSV UTF-8"'],
    ["a file without a header", ["--csv", "headless.csv", ...sms], "has no header"],
    ["a line with a cell too many", ["--csv", "ragged.csv", ...sms], "line 3"],
    ["nobody to ask", [...to, ...sms], "--yes is missing"],
    ["a variable without a name", [...to, ...template, "--var", "Ana"], "--var takes name=value"],
    [
      "a field that the API refuses",
      [...to, ...sms, "--send-at", "soon", "--yes"],
      "--send-at must be ISO 8601",
    ],
    ["no address", [...to, ...sms, "--yes"], "PUBLIC_BASE_URL is missing", { PUBLIC_BASE_URL: undefined }],
    ["an open line", [...to, ...sms, "--url", "http://example.com", "--yes"], "--url is not https"],
    ["no key", [...to, ...sms, "--yes"], "API_KEY is missing", { API_KEY: undefined }],
    ["a short key", [...to, ...sms, "--yes"], "API_KEY is shorter than 32", { API_KEY: "short-and-secret" }],
  ])("%s", async ([, args, cure, env], { shared }) => {
    const { world, command } = shared;
    await command.write("latin.csv", Buffer.from("to\n+14155550100,M\xfcller\n", "latin1"));
    await command.write("headless.csv", "+14155550100\n+14155550101\n");
    await command.write("ragged.csv", "to,1\n+14155550100,Ana\n+14155550101,Bo,secret\n");
    const { code, out, errors } = await command.run(args, { env });
    expect(errors).toContain(cure);
    expect(code).toBe(2);
    expect(out + errors).not.toContain("secret");
    expect(await world.logs()).toEqual([]);
  });
});

test("a deployment with another key is told from one that is away, and no key is shown", async ({
  command,
}) => {
  const args = ["--to", "+14155550100", "--channel", "sms", "--body", "Hi", "--yes"];
  const key = "another-key-than-the-one-that-is-right";
  const refused = await command.run(args, { env: { API_KEY: key } });
  expect(refused).toMatchObject({
    code: 1,
    errors: expect.stringContaining("API_KEY is not the one of http"),
  });
  const away = await command.run(args, { url: `http://127.0.0.1:${await freePort()}` });
  expect(away).toMatchObject({ code: 1, errors: expect.stringContaining("cannot be reached") });
  expect(refused.out + refused.errors + away.out + away.errors).not.toMatch(/key-/);
});

test("--help explains every flag", async ({ command }) => {
  const { code, out } = await command.run(["--help"]);
  expect(code).toBe(0);
  for (const flag of ["--to", "--csv", "--content", "--dry-run", "--cancel", "--run"])
    expect(out).toContain(flag);
});
