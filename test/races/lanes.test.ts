import pg from "pg";
import { expect, vi } from "vitest";
import { together } from "../../lib/db/ask.ts";
import type { Db } from "../../lib/db/client.ts";
import { claimedBy, claiming } from "../../lib/db/tasks/claims.ts";
import { settleTask } from "../../lib/db/tasks/settlements.ts";
import { takeTasks } from "../../lib/db/tasks/take-due.ts";
import type { ClaimedTask } from "../../lib/db/tasks/tasks.ts";
import { planOf } from "../support/lists.ts";
import { test, type World } from "../support/world.ts";

const ALL = { free: { none: 50, twilio: 8, meta: 8, zendesk: 8, model: 8 }, leaseSeconds: 30 };

/** Claims without a second look. */
const claimTasks = async (db: Db) => {
  const { alone, others } = claimedBy(...(await together(db, claiming(ALL))));
  return [...alone, ...others];
};

/** Lanes whose first open task is marked as one behind another: nobody would ever run it. */
const stuck = (world: World) =>
  world.database.rows(`
    select lane from tasks t where behind and not exists (
      select 1 from tasks o where o.lane = t.lane and o.id < t.id and o.done_at is null and o.dead_at is null and o.passed_at is null)`);

const insert = (client: pg.Client, lanes: number[], key: string) =>
  client.query(
    `insert into tasks (kind, lane, dedupe_key, payload)
     select 'add-note', 'lane ' || l, $2 || '-' || l || '-' || ordinality, '{}' from unnest($1::int[]) with ordinality as u(l, ordinality)`,
    [lanes, key],
  );

test("however promises, ends, deaths, revivals and moves of lanes meet, no lane is ever stuck", {
  timeout: 180_000,
}, async ({ world }) => {
  const { db } = world.deps;
  const clients = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const client = new pg.Client({ connectionString: world.database.url });
      await client.connect();
      return client;
    }),
  );
  const random = (n: number) => Math.floor(Math.random() * n);
  const promise = async (client: pg.Client, worker: number) => {
    for (let n = 0; n < 60; n += 1) {
      await client.query("begin");
      await insert(client, [random(3), random(3), random(3)], `${worker}-${n}`);
      if (n % 3 === 0) await client.query("select pg_sleep(0.002)");
      await client.query(n % 7 === 0 ? "rollback" : "commit");
    }
  };
  const work = async () => {
    for (let n = 0; n < 80; n += 1) {
      const claimed = await claimTasks(db);
      for (const task of claimed) await end(task, n);
    }
  };
  const end = (task: ClaimedTask, n: number) => {
    const ends = [
      { state: "done" },
      { state: "dead", error: "x" },
      { state: "retry", error: "x", inSeconds: 0, passes: true },
      { state: "retry", error: "x", inSeconds: 0 },
    ] as const;
    return settleTask(db, task, ends[n % ends.length] ?? ends[0]);
  };
  const meddle = async (client: pg.Client) => {
    for (let n = 0; n < 20; n += 1) {
      await client.query(
        "update tasks set dead_at = null, passed_at = null where id in (select id from tasks where dead_at is not null limit 2)",
      );
      await client.query(
        "update tasks set lane = 'lane 0' where id in (select id from tasks where lane = 'lane 2' and done_at is null limit 2)",
      );
      await client.query(
        "update tasks set id = default where id in (select id from tasks where done_at is null and dead_at is null limit 1)",
      );
      await client.query(
        "delete from tasks where id in (select id from tasks where done_at is null order by random() limit 1)",
      );
    }
  };
  const [last, ...promising] = clients;
  if (!last) throw new Error("no client");
  // Deadlocks are for the callers to try again; here they only must leave no lane stuck.
  await Promise.allSettled([...promising.map(promise), work(), work(), meddle(last)]);
  expect(await stuck(world)).toEqual([]);
  await world.database.rows("update tasks set due_at = now(), leased_at = null where done_at is null");
  for (let n = 0; n < 400; n += 1) {
    const claimed = await claimTasks(db);
    if (claimed.length === 0) break;
    for (const task of claimed) await settleTask(db, task, { state: "done" });
  }
  expect(await world.database.rows("select 1 from tasks where done_at is null and dead_at is null")).toEqual(
    [],
  );
  await Promise.all(clients.map((client) => client.end()));
});

test("of a lane that passed one of its tasks, never two are begun at a time", { timeout: 180_000 }, async ({
  world,
}) => {
  const { db } = world.deps;
  for (let round = 0; round < 60; round += 1) {
    await world.database.rows("truncate tasks");
    await world.database.rows(
      `insert into tasks (kind, lane, dedupe_key, payload, passed_at, attempts) values
         ('add-note', 'a', 'passed', '{}', now(), 4), ('add-note', 'a', 'next', '{}', null, 0)`,
    );
    const worker = () => takeTasks(db, ALL);
    const begun = (await Promise.all([worker(), worker(), worker()])).flat();
    expect(begun.length, `round ${round}`).toBeLessThanOrEqual(1);
    await world.database.rows("update tasks set due_at = now() where leased_at is null");
    for (const task of begun) await settleTask(db, task, { state: "done" });
    for (const task of await worker()) await settleTask(db, task, { state: "done" });
    await world.database.rows("update tasks set due_at = now() where leased_at is null and done_at is null");
    for (const task of await worker()) await settleTask(db, task, { state: "done" });
    expect(await world.database.rows("select 1 from tasks where done_at is null")).toEqual([]);
  }
});

/** Rows that a plan's nodes threw away: what a claim would step over. */
const thrownAway = (plan: string) =>
  [...plan.matchAll(/Rows Removed by (?:Filter|Index Recheck): (\d+)/g)].reduce(
    (sum, [, rows]) => sum + Number(rows),
    0,
  );

test.for([
  [
    "30,000 due tasks of one lane",
    `select 'file-message', 'busy', 'zendesk', n, now() - interval '1 hour' from generate_series(1, 30000) n`,
  ],
  [
    "4,000 lanes that wait for their next attempt, and what is due behind them",
    `select 'file-message', 'lane ' || n % 4000, 'zendesk', n, case when n <= 4000 then now() + interval '1 hour' else now() - interval '1 hour' end from generate_series(1, 20000) n`,
  ],
])("a claim steps over none of %s", { timeout: 180_000 }, async ([, rows], { world }) => {
  await world.database.rows(
    `insert into tasks (kind, lane, upstream, dedupe_key, due_at, payload) select kind, lane, upstream, key::text, due, '{}' from (${rows}) r(kind, lane, upstream, key, due) order by r.key`,
  );
  await world.database.rows(
    "insert into tasks (kind, lane, upstream, dedupe_key, payload) values ('file-message', 'stranger', 'zendesk', 'stranger', '{}')",
  );
  const free = { none: 8, twilio: 8, meta: 8, zendesk: 2, model: 2 };
  const plan = await planOf(world, (db) => takeTasks(db, { free, leaseSeconds: 30 }), { isRun: true });
  expect(plan).toContain("tasks_ready");
  expect(thrownAway(plan)).toBeLessThan(100);
  const claimed = await world.database.rows<{ lane: string }>("select lane from tasks where claims > 0");
  expect(claimed.map(({ lane }) => lane)).toContain("stranger");
});

test("a claim sorts nothing of what came since PostgreSQL counted and nothing was due", async ({ world }) => {
  const insert = (done: string, to: number) =>
    world.database.rows(
      `insert into tasks (kind, lane, upstream, dedupe_key, payload, done_at) select 'file-message', 'lane ' || lpad(n::text, 5, '0'), (array['none', 'zendesk', 'none', 'twilio'])[1 + n % 4], n, '{}', ${done} from generate_series(${to - 3999}, ${to}) n`,
    );
  await insert("now()", 4_000);
  await world.database.rows("vacuum analyze tasks");
  await insert("null", 8_000);
  const free = { none: 8, twilio: 8, meta: 8, zendesk: 8, model: 8 };
  const plan = await planOf(world, (db) => takeTasks(db, { free, leaseSeconds: 30 }), { isRun: true });
  expect(plan).toContain("tasks_ready");
  expect(plan).not.toContain("Sort Method");
});

test("a promise that is not committed yet, and the end of the task before it: the promise is next", async ({
  world,
}) => {
  const client = new pg.Client({ connectionString: world.database.url });
  await client.connect();
  await insert(client, [1], "first");
  const [first] = await claimTasks(world.deps.db);
  if (!first) throw new Error("nothing was claimed");
  await client.query("begin");
  await insert(client, [1], "second");
  let ended = false;
  const end = settleTask(world.deps.db, first, { state: "done" }).then(() => {
    ended = true;
  });
  await vi.waitFor(async () => {
    const waits = "select 1 from pg_locks where locktype = 'advisory' and not granted";
    expect(ended || (await world.database.rows(waits)).length > 0).toBe(true);
  }, 60_000);
  await client.query("commit");
  await end;
  expect(await stuck(world)).toEqual([]);
  expect(await claimTasks(world.deps.db)).toHaveLength(1);
  await client.end();
});
