import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "./support/database.ts";

const PROMISE =
  "insert into tasks (kind, dedupe_key, payload) values ('answer-message', 'a', '{}') returning id";

test("the next test's database is the one before, without its rows, and counts from one again", async () => {
  const one = await createTestDatabase();
  await one.rows("insert into contacts (id, phone) values (gen_random_uuid(), '+14155550100')");
  await one.rows(PROMISE);
  await one.close();
  const next = await createTestDatabase();
  expect(next.url).toBe(one.url);
  expect(await next.rows("select id from contacts")).toEqual([]);
  expect(await next.rows(PROMISE)).toEqual([{ id: "1" }]);
  expect(await next.rows("select name from hash_keys")).toEqual([{ name: "erased" }]);
  await next.close();
});

test.for<[string, (database: TestDatabase) => Promise<unknown>]>([
  ["a table", ({ rows }) => rows("create table mine (id int)")],
  ["a column", ({ rows }) => rows("alter table batches add mine int")],
  ["one column less", ({ rows }) => rows("alter table batches drop created_at")],
  ["one index less", ({ rows }) => rows("drop index contacts_names")],
  ["another function", ({ rows }) => rows("create function mine() returns int language sql as 'select 1'")],
  ["a setting", ({ rows }) => rows("alter table tasks set (fillfactor = 50)")],
  [
    "statistics",
    ({ rows }) => rows("insert into contacts (id, phone) values (gen_random_uuid(), '+1'); analyze contacts"),
  ],
  ["another key", ({ rows }) => rows("update hash_keys set key = 'mine'")],
  ["a connection that nobody gave back", async ({ lend }) => lend?.()],
])("a database with %s is nobody's any more", async ([, change]) => {
  const one = await createTestDatabase();
  await change(one);
  await one.close();
  const next = await createTestDatabase();
  expect(next.url).not.toBe(one.url);
  await next.close();
});

test("a connection is back when what it does has ended, and does nothing after it", async () => {
  const database = await createTestDatabase();
  const lent = database.lend?.();
  const slow = lent?.query(sql`select pg_sleep(0.05)`);
  await lent?.close();
  await expect(Promise.race([slow, "still under way"])).resolves.not.toBe("still under way");
  await expect(lent?.query(sql`select 1`)).rejects.toThrow("after it was closed");
  await database.close();
});
