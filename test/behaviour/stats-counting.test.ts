import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { expect } from "vitest";
import type { Db } from "../../lib/db/client.ts";
import { countHour, hoursToCount } from "../../lib/db/stats/hourly-counts.ts";
import {
  billedSince,
  causedSince,
  countedSince,
  figuresSince,
  namedSince,
  recentTraffic,
} from "../../lib/db/stats/read-counts.ts";
import { templateUses } from "../../lib/db/templates/template-uses.ts";
import { explaining } from "../support/explaining.ts";
import { callCron, countsAge, oldMessages, statsOf, wasWritten } from "../support/stats.ts";
import { LINES } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const MIDNIGHT = "date_trunc('day', now(), 'UTC')";

/** How often each hour was counted, beside the hour itself. */
async function watchCounting({ database }: World) {
  await database.rows("create table seen (hour timestamptz)");
  await database.rows(
    "create function see() returns trigger language plpgsql as $$ begin insert into seen values (new.hour); return null; end $$",
  );
  await database.rows(
    "create trigger see after insert or update on counted_hours for each row execute function see()",
  );
  return () =>
    database.rows<{ times: number }>("select count(*)::int as times from seen group by hour order by hour");
}

test("twenty who look at once, at two instances, see the same right numbers, counted once", async ({
  world,
}) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  const counted = await watchCounting(world);
  const { origin } = await world.anotherInstance();
  const looks = Array.from({ length: 20 }, (_, n) => statsOf(world, "today", n % 2 ? origin : world.origin));
  const seen = (await Promise.all(looks)).map(({ messages }) => messages);
  expect(seen).toEqual(Array(20).fill({ inbound: 1, outbound: 1 }));
  expect((await counted()).every(({ times }) => times === 1)).toBe(true);
});

test("counting the same hours again, ten times at once, changes nothing", async ({ world }) => {
  await LINES.twilio(world).writes("HELP");
  await wasWritten(world, "1 day");
  await oldMessages(world, 50, "now() - n * interval '1 hour'");
  await callCron(world);
  const before = await world.database.rows("select * from hourly_counts order by hour, provider");
  expect(before.length).toBeGreaterThan(100);
  for (let round = 0; round < 3; round += 1) {
    await countsAge(world, 100 * 86_400);
    await Promise.all(Array.from({ length: 10 }, () => callCron(world)));
  }
  expect(await world.database.rows("select * from hourly_counts order by hour, provider")).toEqual(before);
});

test("a range begins at midnight UTC, with the message of that very moment", async ({ world }) => {
  const moments = [0, 6, 29].flatMap((days) => [
    `${MIDNIGHT} - interval '${days} days'`,
    `${MIDNIGHT} - interval '${days} days' - interval '1 microsecond'`,
  ]);
  await oldMessages(world, moments.length, `(array[${moments.join(", ")}])[n]`);
  await callCron(world);
  const inbound = async (range: string) => (await statsOf(world, range)).messages.inbound;
  expect([await inbound("today"), await inbound("7d"), await inbound("30d")]).toEqual([1, 3, 5]);
  const { perDay, from, to } = await statsOf(world, "7d");
  expect(perDay.map((day) => day.inbound)).toEqual([1, 0, 0, 0, 0, 1, 1]);
  expect(from).toBe(perDay[0]?.from);
  expect(from).toMatch(/T00:00:00\.000Z$/);
  expect(Date.parse(to)).toBeLessThanOrEqual(Date.now());
});

test("a database full of old messages is counted newest first, and says from when on", async ({ world }) => {
  await oldMessages(world, 31 * 24, "now() - n * interval '1 hour'");
  const first = await statsOf(world, "30d");
  expect(Date.parse(first.countedSince)).toBeGreaterThan(Date.parse(first.from));
  const [since] = await world.database.rows<{ count: number }>(
    "select count(*)::int as count from contact_logs where created_at >= $1",
    [first.countedSince],
  );
  expect(first.messages.inbound).toBe(since?.count);
  expect(
    first.perDay.every(({ from }) => Date.parse(from) > Date.parse(first.countedSince) - 86_400_000),
  ).toBe(true);

  await callCron(world);
  const all = await statsOf(world, "30d");
  expect(all.countedSince).toBe(all.from);
  expect(all.perDay).toHaveLength(30);
  expect(all.perDay.slice(1, -1).every(({ inbound }) => inbound === 24)).toBe(true);
});

test("where cron comes once a day, whoever looks sees the hours since as well", async ({ world }) => {
  await oldMessages(world, 48, "now() - n * interval '1 hour'");
  await callCron(world);
  await world.database.rows("delete from counted_hours where hour > now() - interval '6 hours'");
  await world.database.rows("delete from hourly_counts where hour > now() - interval '6 hours'");
  const { countedSince: since, from, messages } = await statsOf(world, "7d");
  expect(since).toBe(from);
  expect(messages.inbound).toBe(48);
});

test("a database that does not confirm a count keeps cron from nothing else", async ({ world }) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  await world.database.rows(
    "create function refuse() returns trigger language plpgsql as $$ begin raise exception using errcode = '57014'; end $$",
  );
  await world.database.rows(
    "create trigger refuse before insert on counted_hours for each row execute function refuse()",
  );
  expect((await callCron(world)).status).toBe(200);
  const [before] = await world.database.rows<{ now: Date }>("select now()");
  const { countedSince: since, messages } = await statsOf(world);
  // From now on, which is to say: nothing is.
  expect(Date.parse(since)).toBeGreaterThanOrEqual(before?.now.getTime() ?? 0);
  expect(messages).toEqual({ inbound: 0, outbound: 0 });
});

/** The plans of every statement that some work sends, as text. */
async function plansOf({ database }: World, work: (db: Db) => Promise<unknown>): Promise<string> {
  const plans: string[] = [];
  const query = async <Row>(statement: Parameters<Db["query"]>[0]): Promise<Row[]> => {
    // These statements are all written with `sql`.
    const { sql, params } = new PgDialect().sqlToQuery(statement as SQL);
    const rows = await database.rows<{ "QUERY PLAN": string }>(`explain ${sql}`, params);
    plans.push(...rows.map((row) => row["QUERY PLAN"]));
    return [];
  };
  await work({ query, close: async () => {} });
  return plans.join("\n");
}

test("counting an hour reads that hour's messages, and reading the counts reads no message", async ({
  world,
}) => {
  await oldMessages(world, 50_000, "now() - n * interval '1 minute'");
  await world.database.rows(`
    insert into hourly_counts select hour, provider, 1, 1, 1, 1, 1, 1, 1, null, null, '{}', '{}', '{}'
    from generate_series(now() - interval '3 years', now(), '1 hour') hour, (values ('twilio'), ('meta')) p(provider)`);
  await world.database.rows("analyze");
  const hour = new Date(Date.now() - 5 * 86_400_000);
  const counting = await plansOf(world, (db) => countHour(db, hour));
  expect(counting).toContain("contact_logs_created");
  expect(counting).not.toMatch(/Seq Scan on contact_logs/);

  const reading = await plansOf(world, async (db) => {
    await countedSince(db, hour);
    await figuresSince(db, hour, "day");
    await namedSince(db, hour);
    await recentTraffic(db);
  });
  expect(reading).toContain("hourly_counts_hour_provider_pk");
  expect(reading).not.toMatch(/Seq Scan on (contact_logs|hourly_counts)/);

  // As prepared statements are planned: for any moment.
  await world.database.rows(
    "insert into counted_hours (hour, counted_at) select distinct hour, now() from hourly_counts on conflict do nothing",
  );
  await world.database.rows("analyze counted_hours");
  const prepared = explaining(world, true);
  await hoursToCount(prepared, { since: hour, limit: 3 });
  await countedSince(prepared, hour);
  await figuresSince(prepared, hour, "day");
  await namedSince(prepared, hour);
  await billedSince(prepared, hour);
  await causedSince(prepared, hour);
  await templateUses(prepared);
  for (const plan of prepared.plans) expect(plan).not.toMatch(/Seq Scan on (counted_hours|hourly_counts)/);
});
