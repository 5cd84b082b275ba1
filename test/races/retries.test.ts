import pg from "pg";
import { expect, vi } from "vitest";
import { takeTasks } from "../../lib/db/tasks/take-due.ts";
import { retryTask, retryTasks } from "../../lib/db/tasks/tasks-by-hand.ts";
import { findDead } from "../../lib/tasks/dead-in-bulk.ts";
import { BY_PASSWORD } from "../support/audit.ts";
import { submit } from "../support/console.ts";
import { fieldsOf, pageOf } from "../support/lists.ts";
import { test, type World } from "../support/world.ts";

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };
const isCreate = (call: { method: string; path: string }) =>
  call.method === "POST" && call.path.includes("/tickets");
const LEASE = { free: { none: 10, twilio: 10, meta: 10, zendesk: 10, model: 10 }, leaseSeconds: 180 };

/** A lane of tasks, the dead among them by their names' first letter; none of it was ever tried. */
async function lane(world: World, names: string[]): Promise<void> {
  for (const name of names) {
    await world.database.rows(
      `insert into tasks (kind, lane, dedupe_key, payload, due_at, dead_at, claims)
       values ('file-message', 'ticket:ana', $1, '{"logId":"00000000-0000-4000-8000-00000000000a"}', now() - interval '1 second',
         case when $1 like 'dead%' then now() - interval '1 second' end, case when $1 like 'dead%' then 8 else 0 end)`,
      [name],
    );
  }
}

const deaths = (world: World) =>
  world.database.rows<{ id: string; at: string }>(
    `select id::text, to_char(dead_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from tasks where dead_at is not null order by id`,
  );
const names = (world: World) =>
  world.database.rows<{ name: string }>(
    "select dedupe_key as name from tasks where done_at is null and dead_at is null order by id",
  );

for (const press of ["one", "all of the kind"] as const) {
  test(`however Retry of ${press} and a worker meet, one task of a lane runs at a time`, {
    timeout: 180_000,
  }, async ({ world }) => {
    const { db } = world.deps;
    const deadBy = "2999-01-01T00:00:00.000000Z";
    for (let round = 0; round < 200; round += 1) {
      await world.database.rows("truncate tasks");
      await lane(world, ["dead A", "B"]);
      const [death = { id: "", at: "" }] = await deaths(world);
      const retry = () =>
        press === "one"
          ? retryTask(db, death, BY_PASSWORD)
          : findDead(db, { kind: "file-message", reason: null, deadBy }).then((dead) =>
              retryTasks(db, dead, BY_PASSWORD),
            );
      const claim = () => takeTasks(db, LEASE);
      await Promise.all(round % 2 ? [claim(), retry()] : [retry(), claim()]);
      await world.database.rows("update tasks set due_at = due_at - interval '6 seconds'");
      await claim();
      const [running] = await world.database.rows<{ count: number }>(
        "select count(*)::int from tasks where leased_at is not null and due_at > now() and done_at is null",
      );
      expect(running?.count, `round ${round}`).toBe(1);
    }
  });
}

test("a retry that waits in a circle with a settlement is given up by PostgreSQL, and made again", {
  timeout: 120_000,
}, async ({ world }) => {
  await lane(world, ["dead A", "B"]);
  expect(await takeTasks(world.deps.db, LEASE)).toHaveLength(1);
  const settling = new pg.Client({ connectionString: world.database.url });
  await settling.connect();
  // Who ends a task has its lane alone, and wants a row of it then. It is the more patient of the two.
  await settling.query("begin; set local deadlock_timeout = '20s'");
  await settling.query("select pg_advisory_xact_lock(7425, tickline_lane_lock('ticket:ana'))");
  const [death = { id: "", at: "" }] = await deaths(world);
  const retried = retryTask(world.deps.db, death, BY_PASSWORD);
  const waiting = "select 1 from pg_locks where locktype = 'advisory' and not granted";
  await vi.waitFor(async () => expect(await world.database.rows(waiting)).toHaveLength(1), 60_000);
  await settling.query("update tasks set done_at = now() where dedupe_key = 'B'");
  await settling.query("commit");
  expect(await retried).not.toBe("not-dead");
  expect(await names(world)).toEqual([{ name: "dead A" }]);
  await settling.end();
});

test("a task is first in its lane again, or behind what was begun there, and nothing is lost", async ({
  world,
}) => {
  const { db } = world.deps;
  await lane(world, ["dead A", "B"]);
  for (const death of await deaths(world)) await retryTask(db, death, BY_PASSWORD);
  expect(await names(world)).toEqual([{ name: "dead A" }, { name: "B" }]);
  await world.database.rows("truncate tasks");
  await lane(world, ["dead A", "dead B", "C"]);
  expect(await takeTasks(db, LEASE)).toHaveLength(1);
  for (const death of (await deaths(world)).toReversed()) await retryTask(db, death, BY_PASSWORD);
  expect(await names(world)).toEqual([{ name: "C" }, { name: "dead B" }, { name: "dead A" }]);
  // However late it gets, they wait for what was begun.
  await world.database.rows("update tasks set due_at = due_at - interval '1 day' where dedupe_key <> 'C'");
  expect(await takeTasks(db, LEASE)).toEqual([]);
});

test.for(["the second and then the first", "all of the kind"] as const)(
  "two messages that died, a third that is being filed: retried by %s, one customer gets one ticket",
  async (press, { world }) => {
    world.fail("zendesk", { status: 422 }, { times: 2, when: isCreate });
    for (const Body of ["First: my printer is on fire", "Second: it still burns"]) {
      await world.twilio.receive({ ...ana, Body });
      await world.settle();
    }
    const forms = await Promise.all(
      (await deaths(world)).map(async ({ id }) => ({
        id,
        fields: fieldsOf(await pageOf(world, `/tasks/${id}`)),
      })),
    );
    const all = fieldsOf(await pageOf(world, "/tasks?show=dead"));
    // Its answer is lost: the ticket is there, and nobody here knows.
    world.fail("zendesk", "drop-after", { times: 1, when: isCreate });
    await world.twilio.receive({ ...ana, Body: "Third: the house burns now" });
    await world.settle();
    expect(world.zendesk.tickets).toHaveLength(1);
    if (press === "all of the kind") await submit(world, "/tasks", all);
    else
      for (const { id, fields } of forms.toReversed())
        await submit(world, `/tasks/${id}`, { ...fields, do: "retry" });
    await world.settle();
    for (let n = 0; n < 3; n += 1) await world.later(200);
    expect(world.zendesk.tickets.map(({ subject }) => subject)).toEqual(["Third: the house burns now"]);
    expect(world.zendesk.tickets[0]?.comments).toHaveLength(3);
  },
);
