import { parse } from "csv-parse/sync";
import { expect } from "vitest";
import { recipientsOfBatch } from "../../lib/db/bulk/batch-recipients.ts";
import { loadProgress } from "../../lib/db/bulk/batches.ts";
import { batchesAfter } from "../../lib/db/bulk/batches-listed.ts";
import { failureCodes, retryMessages } from "../../lib/db/bulk/retries.ts";
import { BY_PASSWORD } from "../support/audit.ts";
import { submit, visit } from "../support/console.ts";
import { follow, linksOfList, pageOf, planOf } from "../support/lists.ts";
import { call, inAnHour, numbers, progress, receivers, test } from "../support/messages-api.ts";
import type { World } from "../support/world.ts";

const SMS = { channel: "sms", body: "We are closed on Friday" };
const LINK = /href="\/console\/batches\/([0-9a-f-]{36})"/g;

async function send(world: World, asked: object): Promise<string> {
  const { json } = await call(world, { ...SMS, ...asked });
  await world.settle();
  return json.batchId;
}

/** Of the batches sent, who failed for a reason that may have passed. */
async function fails(world: World, n: number): Promise<string> {
  const { sid = "", to = "" } = world.twilio.sent[n] ?? {};
  await world.twilio.status(sid, "undelivered", { ErrorCode: "30003" });
  return to;
}

test("a batch stands in the list with its state and what its messages have reached", async ({ world }) => {
  const batchId = await send(world, { to: [...numbers(4), "0123"] });
  await world.twilio.status(world.twilio.sent[0]?.sid ?? "", "read");
  await fails(world, 1);
  const list = await pageOf(world, "/batches");
  expect(list).toContain(`/console/batches/${batchId}"`);
  expect(list).toContain('aria-label="1 read, 2 sent, 1 failed"');
  expect(list).toMatch(/<rect class="read" x="0.000" width="25.000"/);
  expect(list).toContain(">done</span>");
});

test("a batch that waits for its hour says until when, and when it will be done", async ({ world }) => {
  const sendAt = inAnHour();
  const batchId = await send(world, { to: numbers(3), sendAt });
  expect(await pageOf(world, "/batches")).toContain(">waiting</span> until");
  const page = await pageOf(world, `/batches/${batchId}`);
  expect(page).toContain(`datetime="${sendAt}"`);
  expect(page).toContain("Done about");
});

test("counts in the list are counted anew when they are old, and after a few looks all are new", async ({
  world,
}) => {
  for (let n = 0; n < 5; n += 1) await send(world, { to: numbers(2) });
  for (let looks = 0; looks < 2; looks += 1) await pageOf(world, "/batches");
  expect(await pageOf(world, "/batches")).not.toContain("not counted yet");
  await world.database.rows("update batches set counted_at = now() + interval '1 minute'");
  for (const { sid } of world.twilio.sent) await world.twilio.status(sid, "delivered");
  expect(await pageOf(world, "/batches")).not.toMatch(/\d delivered/);
  await world.database.rows("update batches set counted_at = now() - interval '1 minute'");
  for (let looks = 0; looks < 2; looks += 1) await pageOf(world, "/batches");
  expect((await pageOf(world, "/batches")).match(/2 delivered/g)).toHaveLength(10);
});

test("one look counts three batches at most, and the longer nothing changed the rarer", async ({ world }) => {
  for (let n = 0; n < 5; n += 1) await send(world, { to: numbers(1) });
  await pageOf(world, "/batches");
  const counted = () =>
    world.database.rows("select id from batches where counted_at > now() - interval '1 minute'");
  expect(await counted()).toHaveLength(3);
  await world.database.rows(`update batches set counted_at = now() - interval '10 minutes',
    progress = progress || jsonb_build_object('changedAtMs', extract(epoch from now() - interval '10 days') * 1000) where counted_at is not null`);
  await pageOf(world, "/batches");
  expect(await counted()).toHaveLength(2);
});

test("Cancel, pressed twice, ends what was not sent", async ({ world }) => {
  const batchId = await send(world, { to: numbers(3), sendAt: inAnHour() });
  await pageOf(world, "/batches");
  for (let presses = 0; presses < 2; presses += 1) {
    const answer = await submit(world, `/batches/${batchId}`, { do: "cancel" });
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      `/console/batches/${batchId}?notice=canceled`,
    ]);
  }
  await world.later(3_700);
  expect(world.twilio.sent).toEqual([]);
  expect(await progress(world, batchId)).toMatchObject({ canceled: 3, queued: 0 });
  expect(await pageOf(world, "/batches")).toContain("3 canceled");
  expect(await pageOf(world, `/batches/${batchId}`)).not.toContain('value="cancel"');
});

test("what failed goes out once more, however often the button is pressed, without anybody coming by", async ({
  world,
}) => {
  const batchId = await send(world, { to: numbers(3) });
  const failed = await fails(world, 1);
  expect(await pageOf(world, `/batches/${batchId}?show=failed`)).toContain("could not be reached");
  const press = () => submit(world, `/batches/${batchId}`, { do: "retry" });
  const said = await Promise.all((await Promise.all(Array.from({ length: 5 }, press))).map(follow(world)));
  expect(
    said.filter((page) => page.includes("One failed message that may go through now is tried again.")),
  ).toHaveLength(1);
  expect(said.filter((page) => page.includes("Nothing was tried again"))).toHaveLength(4);
  await expect.poll(() => world.twilio.sent.length).toBe(4);
  await world.later(10);
  expect(receivers(world)).toEqual([...numbers(3), failed].sort());
  expect(await pageOf(world, `/batches/${batchId}?show=failed`)).toContain("Nobody here");
});

test("what would fail again has no button, and a pressed one says so", async ({ world }) => {
  const batchId = await send(world, { to: numbers(1) });
  await world.database.rows(
    "update contact_logs set status = 'failed', error_code = '63024', failed_at = now()",
  );
  expect(await pageOf(world, `/batches/${batchId}`)).not.toContain('value="retry"');
  const answer = await submit(world, `/batches/${batchId}`, { do: "retry" });
  expect(await follow(world)(answer)).toContain("Nothing was tried again");
  expect(await pageOf(world, `/batches/${batchId}?notice=retried&count=%3Cb%3E`)).not.toContain(
    'class="notice"',
  );
  expect(world.twilio.sent).toHaveLength(1);
});

test("recipients are listed page by page, each with a link to their contact, and whom it left out last", async ({
  world,
}) => {
  const batchId = await send(world, { to: ["=1+1", ...numbers(120)], sendAt: inAnHour() });
  const pages = await linksOfList(
    world,
    `/batches/${batchId}`,
    /href="\/console\/contacts\/([0-9a-f-]{36})"/g,
  );
  expect(pages.map((page) => page.length)).toEqual([50, 50, 20, 0]);
  const contacts = await world.database.rows<{ id: string }>("select id from contacts");
  expect(pages.flat().sort()).toEqual(contacts.map(({ id }) => id).sort());
  expect(await pageOf(world, `/batches/${batchId}?show=skipped`)).toContain("invalid number");
});

test("the CSV has every recipient once, and no cell that a spreadsheet would run", async ({ world }) => {
  const hostile = [
    '=HYPERLINK("http://evil.example")',
    "@SUM(1)",
    "-1+1",
    '+1+cmd|"/c calc"!A0',
    "\t=1",
    'a"b,c\nd',
  ];
  const batchId = await send(world, { to: [...numbers(1_030), ...hostile] });
  await world.twilio.status(world.twilio.sent[0]?.sid ?? "", "delivered");
  const failed = await fails(world, 1);
  const file = await visit(world, `/batches/${batchId}/recipients.csv`);
  expect(file.headers.get("content-type")).toContain("text/csv");
  expect(file.headers.get("content-disposition")).toContain(`batch-${batchId}.csv`);
  const rows: Record<string, string>[] = parse(await file.text(), { columns: true, bom: true });
  const to = rows.map((row) => row.to ?? "");
  expect(to.slice(0, 1_030)).toEqual(numbers(1_030));
  expect(to.slice(1_030).map((cell) => cell.replace(/^'/, ""))).toEqual(hostile);
  for (const cell of rows.flatMap((row) => Object.values(row))) {
    expect(cell).toMatch(/^(?![=+\-@\t\r])|^\+\d+$/);
  }
  const first = rows.find((row) => row.to === world.twilio.sent[0]?.to);
  expect(first).toMatchObject({
    status: "delivered",
    delivered_at: expect.stringMatching(/^\d{4}-.*Z$/),
    reason: "",
  });
  expect(rows.find((row) => row.to === failed)).toMatchObject({
    status: "undelivered",
    error_code: "30003",
    reason: expect.stringContaining("could not be reached"),
    failed_at: expect.stringMatching(/Z$/),
  });
});

test("the CSV of a batch that left everybody out names them all", async ({ world }) => {
  const batchId = await send(world, { to: ["0123", "0124"] });
  const text = await (await visit(world, `/batches/${batchId}/recipients.csv`)).text();
  expect(text.trim().split("\n").slice(1)).toEqual([
    "0123,skipped,,invalid number,,,,,,",
    "0124,skipped,,invalid number,,,,,,",
  ]);
});

test("every batch is in the list once, newest first", async ({ world }) => {
  await world.database.rows(
    `insert into batches (id, request_hash, provider, accepted_at, accepted, skipped, created_at)
     select gen_random_uuid(), 'x', 'twilio', now(), 0, '[]', now() - make_interval(mins => n / 7) from generate_series(1, 60) n`,
  );
  const pages = await linksOfList(world, "/batches", LINK);
  expect(pages.map((page) => page.length)).toEqual([25, 25, 10]);
  const rows = await world.database.rows<{ id: string }>(
    "select id from batches order by created_at desc, id desc",
  );
  expect(pages.flat()).toEqual(rows.map(({ id }) => id));
});

test("a hostile recipient is shown as text", async ({ world }) => {
  const batchId = await send(world, { to: [...numbers(1), "<script>alert(1)</script>"] });
  const page = await pageOf(world, `/batches/${batchId}?show=skipped`);
  expect(page).toContain("&lt;script&gt;alert(1)");
  expect(page).not.toContain("<script>alert");
});

const NONE = "00000000-0000-4000-8000-000000000000";

test.for([
  [`/batches/${NONE}`, 404],
  ["/batches/no-uuid", 404],
  [`/batches/${NONE}/recipients.csv`, 404],
  ["/batches?cursor=nonsense", 400],
] as const)("%s is answered %i", async ([path, status], { world }) => {
  expect((await visit(world, path)).status).toBe(status);
});

test("what the page has no button for is refused", async ({ world }) => {
  const batchId = await send(world, { to: numbers(1) });
  expect((await submit(world, `/batches/${batchId}`, { do: "explode" })).status).toBe(400);
  expect((await submit(world, `/batches/${NONE}`, { do: "cancel" })).status).toBe(404);
  expect((await visit(world, `/batches/${batchId}?show=everything`)).status).toBe(400);
  expect((await visit(world, `/batches/${batchId}?cursor=nonsense`)).status).toBe(400);
});

test("a batch is counted and listed by indexes, however much else is in the log", async ({ world }) => {
  const batchId = await send(world, { to: numbers(20) });
  await world.database.rows(`insert into contact_logs (id, direction, provider, kind, status)
    select gen_random_uuid(), 'inbound', 'twilio', 'text', 'received' from generate_series(1, 20000)`);
  await world.database.rows(`insert into batches (id, request_hash, provider, created_at)
    select gen_random_uuid(), 'x', 'twilio', now() - n * interval '1 minute' from generate_series(1, 5000) n`);
  await world.database.rows("analyze contact_logs");
  await world.database.rows("analyze batches");
  const range = { batchId, after: -1, limit: 50 };
  const plans = [
    await planOf(world, (db) => loadProgress(db, batchId)),
    await planOf(world, (db) => failureCodes(db, batchId)),
    await planOf(world, (db) =>
      retryMessages(db, { batchId, codes: ["30003"], limit: 100, actor: BY_PASSWORD }),
    ),
    await planOf(world, (db) => recipientsOfBatch(db, { ...range, failedOnly: true })),
    await planOf(world, (db) => recipientsOfBatch(db, { ...range, failedOnly: false })),
    await planOf(world, (db) => batchesAfter(db, { after: null, limit: 26 })),
    await planOf(world, (db) =>
      batchesAfter(db, { after: { at: "2026-01-01T00:00:00.000000Z", id: batchId }, limit: 26 }),
    ),
  ];
  for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on (contact_logs|batches)/);
  expect(plans[0]).toContain("contact_logs_batch_again");
});
