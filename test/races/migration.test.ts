import { readFileSync } from "node:fs";
import pg from "pg";
import { test as base, expect } from "vitest";
import journal from "../../drizzle/meta/_journal.json" with { type: "json" };
import { migrateDatabase } from "../../lib/tools/migrate.ts";
import { PATIENCE } from "../../lib/tools/when-free.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { makeSchemaBefore } from "../support/older-schema.ts";

const CONSOLE = journal.entries.find(({ tag }) => tag === "0005_console");

/** A database as the deployment before the console left it. */
const test = base.extend<{ database: TestDatabase }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  database: async ({}, use) => {
    const database = await createTestDatabase({ migrated: false });
    await makeSchemaBefore("0005_console", database.rows);
    await use(database);
    await database.close();
  },
});

const ADD_CONTACT = "insert into contacts (id, phone) values (gen_random_uuid(), $1)";
const INVALID = "select indexrelid::regclass::text as name from pg_index where not indisvalid";

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

test("while a build makes indexes, the live deployment goes on storing messages", async ({ database }) => {
  const slow = await connected(database.url);
  await slow.query("begin");
  await slow.query(ADD_CONTACT, ["+14155550100"]);

  const migration = migrateDatabase(database.url);
  const isWaiting =
    "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query ilike 'create index%' and datname = current_database()";
  await expect.poll(() => database.rows(isWaiting)).toHaveLength(1);

  // Behind an index that is built the usual way, this would wait for as long as the other writer takes.
  const live = await connected(database.url);
  await live.query("set lock_timeout = '1s'");
  await live.query(ADD_CONTACT, ["+14155550101"]);

  await slow.query("commit");
  expect(await migration).toContain("0005_console");
  expect(await database.rows(INVALID)).toEqual([]);
  expect(await database.rows("select to_regclass('contacts_names') as name")).toEqual([
    { name: "contacts_names" },
  ]);
  await slow.end();
  await live.end();
});

test("while a build waits for a table that somebody reads, the live deployment goes on, and the build comes to its end", {
  timeout: 120_000,
}, async ({ database }) => {
  const reader = await connected(database.url);
  await reader.query("begin");
  await reader.query("select from contacts");
  const said: string[] = [];
  const say = (sentence: string) => void said.push(sentence);

  const migration = migrateDatabase(database.url, { ...PATIENCE, pauseMs: 200, say });
  await expect.poll(() => said).toHaveLength(2);

  // The reader reads on: behind an ALTER that waits for it as long as it takes, this would never pass.
  const live = await connected(database.url);
  await live.query("set lock_timeout = '10s'");
  await live.query(ADD_CONTACT, ["+14155550101"]);
  expect(new Set(said)).toEqual(
    new Set(["A table is in use by another transaction: trying again in 0.2 s."]),
  );

  await reader.query("commit");
  expect(await migration).toContain("0006_nothing_slips_past");
  expect(await database.rows(INVALID)).toEqual([]);
  await reader.end();
  await live.end();
});

test("a build that never gets the table ends with what to look for, and has changed nothing", async ({
  database,
}) => {
  const reader = await connected(database.url);
  await reader.query("begin");
  await reader.query("select from contacts");
  const applied = "select count(*)::int as count from drizzle.__drizzle_migrations";
  const before = await database.rows(applied);
  const migration = migrateDatabase(database.url, { pauseMs: 10, patienceMs: 500, say: () => {} });
  await expect(migration).rejects.toThrow(
    /^a table was in use by another transaction all the time: end it \(pg_stat_activity shows/,
  );
  expect(await database.rows(applied)).toEqual(before);
  await reader.end();
});

test("two builds at once apply each migration once", async ({ database }) => {
  const applied = await Promise.all([migrateDatabase(database.url), migrateDatabase(database.url)]);
  expect(applied.flat().filter((tag) => tag === "0005_console")).toHaveLength(1);
  expect(await database.rows(INVALID)).toEqual([]);
});

test("an index that a build left half made is made anew", async ({ database }) => {
  await database.rows("insert into contacts (id, phone) values (gen_random_uuid(), '+14155550100')");
  await database.rows("create index contacts_phone_begins on contacts (phone text_pattern_ops)");
  await database.rows(
    "update pg_index set indisvalid = false where indexrelid = 'contacts_phone_begins'::regclass",
  );
  await migrateDatabase(database.url);
  expect(await database.rows(INVALID)).toEqual([]);
});

test("every index of a migration that comes after the first deployments may be there already", () => {
  for (const { tag } of journal.entries.filter(({ when }) => when >= (CONSOLE?.when ?? 0))) {
    expect(readFileSync(`drizzle/${tag}.sql`, "utf8"), tag).not.toMatch(
      /CREATE (UNIQUE )?INDEX (?!IF NOT EXISTS)/,
    );
  }
});
