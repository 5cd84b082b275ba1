import pg from "pg";
import { expect } from "vitest";
import { connect, type Db } from "../../lib/db/client.ts";
import { composed } from "../../lib/db/compose.ts";
import { NotDurableError } from "../../lib/errors.ts";
import { beginDailyPurge } from "../../lib/retention/begin-daily-purge.ts";
import { createDeps } from "../../lib/wiring/wire.ts";
import { callContacts } from "../support/contacts.ts";
import { dieAtEachStep, endLeasesAndSettle } from "../support/doomed-instance.ts";
import { daysPass, forgotten, purgeToday, whatIsLeft } from "../support/retention.ts";
import { callCron } from "../support/stats.ts";
import { everythingWeKeep } from "../support/traces.ts";
import { createWorld, test, type World } from "../support/world.ts";

/** One more message of each age: last week's, last year's, and one of long ago; a status of nobody's, and a task long done. */
async function oneMoreOfEach({ database }: World, n: number): Promise<void> {
  await database.rows(
    `with person as (insert into contacts (id, phone, created_at) values (gen_random_uuid(), '+141555' || 50000 + $1::int, now() - interval '2000 days')
       returning id)
     insert into contact_logs (id, contact_id, direction, provider, channel, kind, status, body, created_at)
     select gen_random_uuid(), p.id, 'inbound'::direction, 'twilio', 'whatsapp', 'text', 'received'::message_status, 'A secret ' || d || ' of ' || $1::int,
       date_trunc('hour', now()) - make_interval(days => d + $1::int) from person p, unnest(array[7, 400, 1200]) d
     union all select gen_random_uuid(), null, 'outbound', 'meta', null, 'unknown', 'delivered', '', now() - interval '40 days'`,
    [n],
  );
  await database.rows(
    "insert into tasks (kind, dedupe_key, payload, done_at) values ('file-message', $1, '{}', now() - interval '20 days')",
    [`old ${n}`],
  );
}

/** What went after so many of each. */
const allOf = (n: number) => ({ bodies: 2 * n, logs: n, tasks: n, orphans: n });

/** A day passes, and the purge is promised: whoever drains next does it. */
async function promisePurge(world: World): Promise<void> {
  await world.database.rows("update tasks set done_at = done_at - interval '1 day' where kind = 'purge'");
  // Its rows were made just now, whatever age they are given.
  await world.database.rows("update purges set up_to = null");
  await beginDailyPurge(world.deps);
}

test("killed before each single statement of a purge: in the end the same is forgotten, counted once", {
  timeout: 180_000,
}, async ({ world }) => {
  const steps = await dieAtEachStep(world, {
    most: 80,
    async prepare(step) {
      await oneMoreOfEach(world, step);
      await promisePurge(world);
    },
    async check(step) {
      await endLeasesAndSettle(world);
      expect(await forgotten(world), `step ${step}`).toEqual(allOf(step));
      const bodies = (await world.logs()).map(({ body }) => body).filter((body) => body !== "");
      expect(
        bodies.every((body) => body.startsWith("A secret 7 of")),
        `step ${step}`,
      ).toBe(true);
      expect(bodies).toHaveLength(step);
    },
  });
  expect(steps).toBeGreaterThan(20);
  const counted =
    "select sum(inbound)::int as inbound from hourly_counts where hour < now() - interval '1150 days'";
  expect(await world.database.rows(counted)).toEqual([{ inbound: steps }]);
});

test("the database is away in mid-purge: it goes on afterwards, and comes to the same", async () => {
  let isAway = true;
  const lost = (real: Db): Db => ({
    ...real,
    async query(statement) {
      if (
        isAway &&
        !("together" in statement) &&
        composed(statement).text.includes("delete from contact_logs")
      )
        throw new NotDurableError("the database did not confirm (08006)");
      return real.query(statement);
    },
  });
  const plain = await createWorld();
  const world = await createWorld();
  const db = lost(connect({ driver: "pg", url: world.database.url }));
  const { log } = world.deps;
  const troubled = createDeps(world.env, { db, log, patienceMs: 0 });
  try {
    for (const one of [plain, world]) {
      for (let n = 1; n <= 3; n += 1) await oneMoreOfEach(one, n);
      await promisePurge(one);
    }
    await troubled.drain();
    expect(await world.tasks("purge")).toMatchObject([{ done_at: null, dead_at: null, attempts: 0 }]);
    expect(await forgotten(world)).toEqual({ bodies: 6 });
    isAway = false;
    await world.later(20);
    await plain.settle();
    expect(await forgotten(world)).toEqual(allOf(3));
    expect(await whatIsLeft(world)).toEqual(await whatIsLeft(plain));
  } finally {
    await troubled.close();
    await world.close();
    await plain.close();
  }
});

test("a row that somebody holds is left for the next day, and nobody waits for it", async ({ world }) => {
  for (let n = 1; n <= 3; n += 1) await oneMoreOfEach(world, n);
  const holder = new pg.Client({ connectionString: world.database.url });
  await holder.connect();
  await holder.query("begin");
  await holder.query("select 1 from contact_logs where body = 'A secret 400 of 2' for update");
  await purgeToday(world);
  expect(await forgotten(world)).toMatchObject({ bodies: 5, logs: 3 });
  await holder.query("rollback");
  await holder.end();
  await purgeToday(world);
  expect(await forgotten(world)).toEqual(allOf(3));
});

test("promised by four callers at two instances: each thing is forgotten once", async ({ world }) => {
  const other = await world.anotherInstance();
  for (let n = 1; n <= 20; n += 1) await oneMoreOfEach(world, n);
  const callers = [world, { ...world, origin: other.origin }];
  await Promise.all([...callers, ...callers].map((caller) => callCron(caller as World)));
  await endLeasesAndSettle(world);
  expect(await forgotten(world)).toEqual(allOf(20));
  expect(await world.tasks("purge")).toMatchObject([{ done_at: expect.any(Date) }]);
  await callCron(world);
  expect(await forgotten(world)).toEqual(allOf(20));
});

test("erased and purged at once, eight people: nothing of them is left, and nothing fails", async ({
  world,
}) => {
  const phones = Array.from({ length: 8 }, (_, n) => `+1415555${6000 + n}`);
  for (const phone of phones) {
    for (const Body of ["A secret", "Another secret"])
      await world.twilio.receive({ From: `whatsapp:${phone}`, ProfileName: "Ana", Body });
  }
  await world.settle();
  await daysPass(world, 366);
  const erased = phones.map((phone) => callContacts(world, "DELETE", { phone }));
  const answers = await Promise.all([callCron(world), ...erased]);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  await world.later(400);
  await purgeToday(world);
  expect((await everythingWeKeep(world)).filter((row) => /secret|Ana|\+1415555/.test(row))).toEqual([]);
  expect((await world.tasks()).filter(({ dead_at }) => dead_at !== null)).toEqual([]);
});
