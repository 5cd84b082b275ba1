import { expect } from "vitest";
import { API_KEY, callContacts, historyOf } from "../support/contacts.ts";
import { ANA } from "../support/conversations.ts";
import { test } from "../support/world.ts";

const PHONE = "+14155550100";

test("250 messages are paged without a gap or a repetition while new ones arrive", async ({ world }) => {
  await world.twilio.receive({ From: ANA, Body: "My invoice is wrong" });
  await world.settle();
  // Three in each instant, as one statement stores them.
  await world.database.rows(`
    insert into contact_logs (id, contact_id, direction, provider, kind, status, created_at)
    select gen_random_uuid(), c.id, 'inbound', 'twilio', 'text', 'received', now() - (n / 3) * interval '1 microsecond'
    from contacts c, generate_series(3, 250) n`);
  const logged = await world.database.rows<{ id: string }>(
    "select id from contact_logs order by created_at desc, id desc",
  );
  expect(logged).toHaveLength(250);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await historyOf(world, { phone: PHONE, limit: 20, ...(cursor !== null && { cursor }) });
    seen.push(...page.messages.map(({ id }) => id));
    cursor = page.next;
    await world.twilio.receive({ From: ANA, Body: "And another thing" });
  } while (cursor !== null);
  expect(seen).toEqual(logged.map(({ id }) => id));
});

test("a page that ends with the last message says that nothing follows", async ({ world }) => {
  await world.twilio.receive({ From: ANA, Body: "My invoice is wrong" });
  await world.settle();
  expect(await historyOf(world, { phone: PHONE, limit: 2 })).toMatchObject({
    messages: [{}, {}],
    next: null,
  });
  const { next: cursor } = await historyOf(world, { phone: PHONE, limit: 1 });
  const last = await historyOf(world, { phone: PHONE, limit: 1, cursor });
  expect(last).toMatchObject({ messages: [{ body: "My invoice is wrong" }], next: null });
});

test.for([
  ["no parameter", {}, ["id"]],
  ["two people at once", { phone: PHONE, bsuid: "US.1349" }, ["id"]],
  [
    "everything wrong",
    { phone: "twelve", limit: "0", cursor: "x", page: "2" },
    ["phone", "limit", "cursor", "page"],
  ],
  ["too many", { phone: PHONE, limit: "201" }, ["limit"]],
  ["no UUID", { id: "1; drop table contacts" }, ["id"]],
  [
    "a cursor with a day that no calendar has",
    {
      phone: PHONE,
      cursor: Buffer.from("2026-02-30T00:00:00.000000Z 01a1ff94-b9b3-728e-b998-0d51ea909513").toString(
        "base64url",
      ),
    },
    ["cursor"],
  ],
  [
    "a cursor of nobody's",
    { phone: PHONE, cursor: Buffer.from("2026-13-99T00:00:00.000000Z 0").toString("base64url") },
    ["cursor"],
  ],
] as const)("with %s the answer is 400 and names each", async ([, fields, paths], { world }) => {
  const response = await callContacts(world, "GET", fields);
  expect([response.status, response.headers.get("content-type")]).toEqual([400, "application/json"]);
  const { error, problems } = await response.json();
  expect(error).toEqual(expect.any(String));
  expect(problems.map(({ path }: { path: string }) => path)).toEqual(paths);
  for (const { message } of problems) expect(message).not.toMatch(/twelve|drop table/);
});

test("POST takes numbers as JSON has them, and refuses what is no object", async ({ world }) => {
  await world.twilio.receive({ From: ANA, Body: "My invoice is wrong" });
  expect((await callContacts(world, "POST", { phone: PHONE, limit: 1 })).status).toBe(200);
  const wrong = await callContacts(world, "POST", { phone: 14155550100, limit: 1.5, cursor: [] });
  const { problems } = await wrong.json();
  expect([wrong.status, problems.map(({ path }: { path: string }) => path)]).toEqual([
    400,
    ["limit", "cursor"],
  ]);
});

test("nobody of that name is 404, in JSON", async ({ world }) => {
  for (const fields of [{ phone: PHONE }, { bsuid: "US.1349" }, { id: crypto.randomUUID() }]) {
    for (const method of ["GET", "DELETE"] as const) {
      const response = await callContacts(world, method, fields);
      expect([response.status, await response.json()]).toMatchObject([404, { error: "No such contact." }]);
    }
  }
});

test("without the key nothing is told and nobody is erased", async ({ world }) => {
  await world.twilio.receive({ From: ANA, Body: "My invoice is wrong" });
  for (const method of ["GET", "POST", "DELETE"] as const) {
    for (const key of [null, "", `${API_KEY}1`]) {
      const response = await callContacts(world, method, { phone: PHONE }, { key });
      expect([method, key, response.status]).toEqual([method, key, 401]);
      expect(await response.json()).not.toHaveProperty("contact");
    }
  }
  expect(await world.logs("inbound")).toMatchObject([{ body: "My invoice is wrong" }]);
});

test("without API_KEY in the environment the route is closed, and says so", async ({ world }) => {
  const { origin } = await world.anotherInstance({ env: { API_KEY: undefined } });
  const response = await callContacts(world, "GET", { phone: PHONE }, { origin });
  expect([response.status, await response.json()]).toMatchObject([
    503,
    { error: expect.stringContaining("set API_KEY") },
  ]);
});
