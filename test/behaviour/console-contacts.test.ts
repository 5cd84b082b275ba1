import { expect } from "vitest";
import { submit, visit } from "../support/console.ts";
import { test as shared } from "../support/shared-world.ts";
import { settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const number = (n: number) => `+1415555${String(1000 + n)}`;

/** The contacts that a page lists, by their ids, in its order. */
async function listed(page: Response): Promise<string[]> {
  expect(page.status).toBe(200);
  return [...(await page.text()).matchAll(/<tr id="c-([^"]+)"/g)].map(([, id]) => id ?? "");
}

/** Whom a search finds, by what they are called; a search that leads straight to somebody finds them alone. */
async function found(world: World, q: string): Promise<string[]> {
  const page = await submit(world, "/contacts", { q });
  const ids =
    page.status === 303 ? [page.headers.get("location")?.split("/").at(-1) ?? ""] : await listed(page);
  const people = await world.database.rows<{ id: string; name: string }>(
    "select id, coalesce(profile_name, username, phone, bsuid) as name from contacts",
  );
  return ids.map((id) => people.find((person) => person.id === id)?.name ?? id).sort();
}

test("sixty contacts are paged without a gap or a double while messages arrive", async ({ world }) => {
  for (let n = 0; n < 60; n += 1) await world.twilio.receive({ From: `whatsapp:${number(n)}`, Body: "Hi" });
  await settled(world);
  const people = await world.database.rows<{ id: string }>(`
    select contact_id as id from contact_logs l where not exists (
      select 1 from contact_logs n where n.contact_id = l.contact_id and (n.created_at, n.id) > (l.created_at, l.id))
    order by created_at desc, id desc`);
  expect(people).toHaveLength(60);
  const seen: string[] = [];
  let next: string | undefined = "/contacts";
  for (let n = 0; next !== undefined; n += 1) {
    const page: Response = await visit(world, next);
    next = /href="\/console([^"]+)" rel="next"/
      .exec(await page.clone().text())?.[1]
      ?.replaceAll("&amp;", "&");
    seen.push(...(await listed(page)));
    // One who was seen, one who was not yet, and a stranger.
    for (const who of [59 - n, 5 + n, 100 + n])
      await world.twilio.receive({ From: `whatsapp:${number(who)}`, Body: "And another thing" });
  }
  expect(seen).toEqual(people.map(({ id }) => id));
  // Answers to them are rows as well, in whatever order they came about.
  await settled(world);
  await world.twilio.receive({ From: `whatsapp:${number(200)}`, Body: "And I am new" });
  expect((await listed(await visit(world, "/contacts")))[0]).not.toBe(seen[0]);
});

test("the list shows who wrote last, what, and who may not be written to", async ({ world }) => {
  await world.twilio.receive({
    From: "whatsapp:+14155550100",
    ProfileName: "Ana",
    Body: "First line\nand a second",
  });
  await world.twilio.receive({ From: "whatsapp:+14155550101", ProfileName: "Ben", Body: "stop" });
  await settled(world);
  await world.database.rows("update contacts set blocked_at = now() where profile_name = 'Ana'");
  await world.database.rows("delete from contact_logs where direction = 'outbound'");
  const text = await (await visit(world, "/contacts")).text();
  expect(text.indexOf("Ben")).toBeLessThan(text.indexOf("Ana"));
  expect(text).toContain("First line</span>");
  expect(text).not.toContain("and a second");
  expect(text).toMatch(/Ben.*?Opted out/s);
  expect(text).toMatch(
    /Ana<\/a> <span class="quiet">\+14155550100<\/span>.*?Blocked.*?Window open, (1 d|23 h 59 min) left/s,
  );
  expect(text).not.toMatch(/(href|action)="[^"]*4155550100/);
});

shared("a contact is found by number, name, username and user id", async ({ shared: world }) => {
  const people = [
    ["whatsapp:+4915112345678", "Jürgen O'Neil", ""],
    ["whatsapp:+14155550100", "Ana María Silva", ""],
    ["whatsapp:+14155550177", "Anastasia", "ana.builds"],
    ["whatsapp:US.13491208655302741918", "李小龙", "jorge.builds"],
    ["whatsapp:US.13491208655302741000", "a:*&b|!(c)", ""],
    ["+5511987654321", "", ""],
  ];
  for (const [From = "", ProfileName = "", ProfileUsername = ""] of people)
    await world.twilio.receive({ From, ProfileName, ProfileUsername, Body: "Hello there" });
  const german = ["Jürgen O'Neil"];
  const searches: [string, string[]][] = [
    ["+49 151 1234-5678", german],
    ["0049 (0)151 12345678", german],
    ["whatsapp:+4915112345678", german],
    ["4915", german],
    ["0151 1234 5678", german],
    ["5678", german],
    ["+1 (415) 555", ["Ana María Silva", "Anastasia"]],
    ["0177", ["Anastasia"]],
    // WhatsApp knows some of Brazil's numbers without the ninth digit.
    ["+55 11 8765-4321", ["+5511987654321"]],
    ["ana", ["Ana María Silva", "Anastasia"]],
    ["SILVA ana", ["Ana María Silva"]],
    ["mar", ["Ana María Silva"]],
    ["ilva", []],
    ["o'neil", german],
    ["jür", german],
    ["李小", ["李小龙"]],
    ["@jorge.b", ["李小龙"]],
    ["US.13491208655302741918", ["李小龙"]],
    ["US.1349", ["a:*&b|!(c)", "李小龙"]],
    ["US.%", []],
    ["49%", []],
    ["a:*&b|!(c)", ["a:*&b|!(c)"]],
  ];
  for (const [q, names] of searches) expect(await found(world, q), q).toEqual(names.sort());
});

shared("a whole number or user id leads straight to its contact", async ({ shared: world }) => {
  await world.twilio.receive({ From: "whatsapp:+14155550155", Body: "Hello there" });
  const [row] = await world.database.rows<{ id: string }>(
    "select id from contacts where phone = '+14155550155'",
  );
  const page = await submit(world, "/contacts", { q: "+1 415 555 0155" });
  expect([page.status, page.headers.get("location")]).toEqual([303, `/console/contacts/${row?.id}`]);
});

test("a ticket's number leads to whose it is", async ({ world }) => {
  await world.twilio.receive({
    From: "whatsapp:+4915112345678",
    ProfileName: "Jürgen",
    Body: "My invoice is wrong",
  });
  await world.settle();
  const [ticket] = await world.database.rows<{ id: string }>("select id from tickets");
  for (const q of [`#${ticket?.id}`, `${ticket?.id}`]) expect(await found(world, q), q).toEqual(["Jürgen"]);
  expect(await found(world, "#999999")).toEqual([]);
});

shared.for([
  ["SQL", "') or 1=1 --"],
  ["a closed quote", "' | 'zz"],
  ["a script", "<script>alert(1)</script>"],
  ["the search's own operators", "&|!:* <-> ()"],
  ["an operator at its end", "zz:*AB & !"],
  ["backslashes", "\\' \\\\ E'\\x'"],
  ["a NUL", "zz\u0000zz"],
  ["half a character", "zz\ud800"],
  ["5,000 characters", `zz${"y".repeat(4_998)}`],
  ["5,000 digits", "9".repeat(5_000)],
  ["1,000 words", "zz ".repeat(1_000)],
  ["an address with operators in it", "zz.example/?a=1&&b=!"],
  ["an address with a quote in it", "https://zz.example/a'b'&!"],
  ["nothing that is a word", "…"],
] as const)("a search for %s finds nobody and breaks nothing", async ([, q], { shared: world }) => {
  await world.twilio.receive({ From: "whatsapp:+14155550100", ProfileName: "Ana", Body: "Hello there" });
  const page = await submit(world, "/contacts", { q });
  const text = await page.text();
  expect(page.status).toBe(200);
  expect(text).toContain("Nobody fits.");
  expect(text).not.toContain("<script>alert");
});

test("what is found comes in pages, each contact once, and the search stays in no address", async ({
  world,
}) => {
  await world.database.rows(
    "insert into contacts (id, phone, profile_name) select gen_random_uuid(), '+1415' || 5550000 + n, 'Ana ' || n from generate_series(1, 60) n",
  );
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await submit(world, "/contacts", { q: "ana", ...(cursor && { cursor }) });
    const text = await page.clone().text();
    cursor = /name="cursor" value="([^"]+)"/.exec(text)?.[1];
    expect(text).not.toContain("?q=");
    seen.push(...(await listed(page)));
  } while (cursor !== undefined);
  expect(seen).toHaveLength(60);
  expect(new Set(seen).size).toBe(60);
});

test("a search that finds as many as it may says that more may fit", async ({ world }) => {
  await world.database.rows(
    "insert into contacts (id, phone, profile_name) select gen_random_uuid(), '+1415' || 5550000 + n, 'Ana ' || n % 2 from generate_series(1, 498) n",
  );
  const says = async (q: string) =>
    (await (await submit(world, "/contacts", { q })).text()).includes("More may fit");
  // Each is known by two ways, 249 by one of them: none gave all it may.
  expect([await says("+1415555"), await says("ana"), await says("ana 1")]).toEqual([true, true, false]);
  expect(await says("+14155550")).toBe(true);
  expect(await says("+141555500")).toBe(false);
});

/** A place at the 30th of February, which reads like a moment and is an error to PostgreSQL. */
const NO_DAY = Buffer.from("2026-02-30T00:00:00.000000Z 01a1ff94-b9b3-728e-b998-0d51ea909513").toString(
  "base64url",
);

shared("an empty search leads back, and a cursor of nobody's is refused", async ({ shared: world }) => {
  expect((await submit(world, "/contacts", { q: "  " })).headers.get("location")).toBe("/console/contacts");
  expect((await submit(world, "/contacts", { q: "ana", cursor: "x'" })).status).toBe(400);
  for (const cursor of ["x", "x.y", ".", `${NO_DAY}.${NO_DAY}`])
    expect((await visit(world, `/contacts?cursor=${cursor}`)).status).toBe(400);
});
