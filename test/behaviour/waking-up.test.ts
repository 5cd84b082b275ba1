import { describe, expect, vi } from "vitest";
import vercel from "../../vercel.json" with { type: "json" };
import { dieAtEachStep, storeWithoutWork } from "../support/doomed-instance.ts";
import { queueClock } from "../support/queue-clock.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const STEP = 5;

const inWorld = testIn(() => createWorld({ env: { WAKE: "queue" } }));

/** How far the queue's clock is. */
const clock = queueClock();

/** A message whose ticket Zendesk refuses so often; each failure is tried again later. */
async function failing(world: World, times: number) {
  world.fail("zendesk", { status: 500 }, { times, when: ({ path }) => path.includes("/tickets") });
  return world.twilio.receive({ From: "whatsapp:+14155550100", Body: "My card was charged twice" });
}

/** Time passes, for the queue as for the tasks and us: nobody else calls. */
async function pass(world: World, seconds: number) {
  clock.run(() => world.queue.clock());
  for (let n = 0; n < seconds; n += STEP) {
    await world.age(STEP);
    await world.queue.pass(STEP);
  }
}

const unfinished = async (world: World) =>
  (await world.tasks()).filter(({ done_at, dead_at }) => !done_at && !dead_at);

describe("by the queue", () => {
  inWorld("a retry comes by itself, without any cron", async ({ world }) => {
    await failing(world, 2);
    await world.deps.drain();
    expect(world.zendesk.tickets).toEqual([]);
    await pass(world, 15);
    expect([world.zendesk.tickets.length, (await unfinished(world)).length]).toEqual([0, 1]);
    await pass(world, 60);
    expect(world.zendesk.tickets).toHaveLength(1);
    expect(await unfinished(world)).toEqual([]);
  });

  inWorld(
    "once nothing is left to do, nobody is woken: an idle night touches no database",
    async ({ world }) => {
      await failing(world, 1);
      await world.deps.drain();
      await pass(world, 300);
      expect(world.zendesk.tickets).toHaveLength(1);
      const { length } = world.queue.messages;
      world.deps.db.query = () => Promise.reject(new Error("the database was asked"));
      const { operations } = world.queue;
      await world.queue.pass(24 * 3600);
      expect([world.queue.messages.length, world.queue.operations]).toEqual([length, operations]);
      expect(world.queue.messages.every(({ isAcknowledged }) => isAcknowledged)).toBe(true);
    },
  );

  const [trigger] = vercel.functions["api/wake.ts"].experimentalTriggers;

  inWorld("a message carries the moment it was asked for, and nothing of anybody", async ({ world }) => {
    await failing(world, 1);
    await world.deps.drain();
    expect(world.queue.messages.length).toBeGreaterThan(0);
    for (const { payload, topic, key } of world.queue.messages) {
      expect([topic, Object.keys(payload as object)]).toEqual([trigger?.topic, ["at"]]);
      expect(key).toMatch(/^wake-\d+(-after-msg-\d+)?$/);
    }
  });

  inWorld(
    "an instance that dies before any step of its work is missed: another is woken, and does it",
    { timeout: 180_000 },
    async ({ world }) => {
      await dieAtEachStep(world, {
        prepare: (step) =>
          storeWithoutWork(world, `whatsapp:+1415555${7000 + step}`, "My card was charged twice", []),
        async run(doomed) {
          // Who is dead asks for nothing, but what it asked for first.
          const { length } = world.queue.messages;
          world.queue.isAway = () => doomed.died() && world.queue.messages.length > length;
          await doomed.deps.drain().catch(() => {});
          world.queue.isAway = () => false;
        },
        async check(step) {
          for (let n = 0; n < 12 && (await unfinished(world)).length > 0; n += 1) await pass(world, 70);
          expect([step, await unfinished(world)]).toEqual([step, []]);
          expect([step, world.zendesk.tickets.length]).toEqual([step, step]);
        },
      });
    },
  );

  inWorld(
    "who promised work asks before it looks at the database, in which it may die",
    async ({ world }) => {
      world.deps.db.query = () => new Promise(() => {});
      void world.deps.drain();
      await vi.waitFor(() => expect(world.queue.messages).toHaveLength(1), 60_000);
    },
  );

  inWorld(
    "a queue that is away fails no webhook, and is told once: the request's own work goes on",
    async ({ world }) => {
      world.queue.isAway = () => true;
      for (const n of [0, 1, 2]) {
        const { response } = await world.twilio.receive({
          From: `whatsapp:+1415555010${n}`,
          Body: "My parcel never came",
        });
        expect(response.status).toBe(200);
        await world.deps.drain();
      }
      expect(world.zendesk.tickets).toHaveLength(3);
      expect(world.logged.filter(({ message }) => /took no wake-up/.test(String(message)))).toHaveLength(1);
      expect(await world.database.rows("select what from last_seen")).toEqual([{ what: "wake/unsent" }]);
    },
  );

  inWorld(
    "a delivery that comes twice, or at two instances at once, does nothing twice",
    async ({ world }) => {
      await failing(world, 1);
      await world.deps.drain();
      const other = await world.anotherInstance();
      await world.database.rows("update tasks set due_at = now() where done_at is null");
      const [message] = world.queue.messages;
      const mine = world.queue.consumer;
      if (!message || !mine) throw new Error("nobody was asked to wake us");
      const first = world.queue.deliver(message);
      world.queue.consumer = (delivery) => other.invoke("/api/wake", delivery);
      const answers = await Promise.all([first, world.queue.deliver(message)]);
      expect(answers.map((answer) => answer?.status)).toEqual([200, 200]);
      await world.settle();
      expect(world.zendesk.tickets).toMatchObject([{ comments: { length: 1 } }]);
      expect(world.callsTo("POST", "/Messages.json")).toHaveLength(2);
    },
  );

  inWorld("one that comes too early asks again, though the queue knows the moment", async ({ world }) => {
    await failing(world, 2);
    await world.deps.drain();
    for (const message of [...world.queue.messages]) await world.queue.deliver(message);
    const waiting = world.queue.messages.filter(({ isAcknowledged }) => !isAcknowledged);
    expect(waiting).toHaveLength(1);
    await pass(world, 15);
    await pass(world, 60);
    expect(world.zendesk.tickets).toHaveLength(1);
  });

  inWorld(
    "while the database is away the message is put back, and the work is done once it is there",
    async ({ world }) => {
      await failing(world, 1);
      await world.deps.drain();
      const { query } = world.deps.db;
      const { NotDurableError } = await import("../../lib/errors.ts");
      world.deps.db.query = () => Promise.reject(new NotDurableError("the database is away"));
      await world.queue.pass(20);
      expect(world.queue.messages.some(({ isAcknowledged }) => isAcknowledged)).toBe(false);
      world.deps.db.query = query;
      await pass(world, 120);
      expect(world.zendesk.tickets).toHaveLength(1);
    },
  );

  inWorld(
    "a wake-up that finds the queue away for the next one is put back, and comes again",
    async ({ world }) => {
      await failing(world, 2);
      await world.deps.drain();
      const { length } = world.queue.messages;
      world.queue.isAway = ({ method }) => method === "POST";
      await pass(world, 15);
      expect(world.queue.messages).toHaveLength(length);
      expect(world.queue.messages.every(({ isAcknowledged }) => !isAcknowledged)).toBe(true);
      world.queue.isAway = () => false;
      await pass(world, 200);
      expect(world.zendesk.tickets).toHaveLength(1);
      expect(world.queue.messages.every(({ isAcknowledged }) => isAcknowledged)).toBe(true);
    },
  );

  inWorld("many webhooks at once ask for one moment", async ({ world }) => {
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        world.twilio.receive({ From: `whatsapp:+1415555${2000 + n}`, Body: "My parcel never came" }),
      ),
    );
    await world.deps.drain();
    expect(world.zendesk.tickets).toHaveLength(20);
    expect(world.queue.messages.length).toBeLessThanOrEqual(2);
  });
});

const byTimer = testIn(() => createWorld({ env: { WAKE: "timer" } }));

byTimer("without a queue a timer does it, for as long as the process lives", async ({ world }) => {
  await failing(world, 1);
  await world.settle();
  expect(world.zendesk.tickets).toEqual([]);
  await world.database.rows(
    "update tasks set due_at = now() + interval '100 milliseconds' where done_at is null",
  );
  await world.deps.drain();
  await vi.waitFor(() => expect(world.zendesk.tickets).toHaveLength(1), 60_000);
  expect(world.queue.messages).toEqual([]);
});
