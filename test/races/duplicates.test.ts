import { expect } from "vitest";
import { test } from "../support/world.ts";

const rounds = 8;

test("the same webhook 50 times at once, at two instances: one row, one ticket, one reply", async ({
  world,
}) => {
  const other = await world.anotherInstance();
  const origins = [world.origin, other.origin];
  for (let round = 0; round < rounds; round += 1) {
    const From = `whatsapp:+1415555${String(1000 + round)}`;
    const { sid } = world.twilio.miss({ From, Body: "The same message again and again" });
    const posts = Array.from({ length: 50 }, (_, n) => {
      world.deliver.targetOrigin = origins[n % 2];
      return world.twilio.redeliver(sid);
    });
    const answers = await Promise.all(posts);
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    await Promise.all([world.settle(), other.deps.drain()]);
  }
  expect(await world.logs("inbound")).toHaveLength(rounds);
  expect(world.zendesk.tickets).toHaveLength(rounds);
  expect(world.twilio.sent).toHaveLength(rounds);
  expect(await world.database.rows("select 1 from contacts")).toHaveLength(rounds);
});

test("a duplicate days later changes nothing, not even when the customer last wrote", async ({ world }) => {
  const { sid } = await world.twilio.receive({
    From: "whatsapp:+14155550100",
    Body: "My card was charged twice",
  });
  await world.settle();
  await world.database.rows("update contacts set last_inbound_at = now() - interval '6 days'");
  const snapshot = async () => [
    await world.database.rows("select * from contacts"),
    await world.logs(),
    await world.tasks(),
    world.calls.length,
  ];
  const before = await snapshot();
  expect((await world.twilio.redeliver(sid)).status).toBe(200);
  await world.settle();
  expect(await snapshot()).toEqual(before);
});

test("ten messages of ten strangers and one regular at once: each once, the regular's in one ticket", async ({
  world,
}) => {
  const other = await world.anotherInstance();
  const origins = [world.origin, other.origin];
  const posts = Array.from({ length: 20 }, (_, n) => {
    world.deliver.targetOrigin = origins[n % 2];
    const From = n < 10 ? `whatsapp:+1415555${String(2000 + n)}` : "whatsapp:+14155559999";
    return world.twilio.receive({ From, Body: `Message number ${n}` });
  });
  await Promise.all(posts);
  await Promise.all([world.settle(), other.deps.drain()]);
  await world.settle();
  expect(world.zendesk.tickets).toHaveLength(11);
  expect(world.zendesk.tickets.map(({ comments }) => comments.length).sort((a, b) => b - a)).toEqual([
    10,
    ...Array(10).fill(1),
  ]);
  expect(world.twilio.sent).toHaveLength(11);
});

test("cron twice at once runs each task once", async ({ world }) => {
  const other = await world.anotherInstance();
  for (let n = 0; n < 30; n += 1) {
    await world.database.rows(
      `insert into tasks (kind, lane, dedupe_key, payload) values ('answer-message', $1, $1, '{"logId":"01a1fe17-450d-7788-b638-a3c0cfd0216b"}')`,
      [`lane ${n}`],
    );
  }
  const cron = (origin: string) =>
    fetch(`${origin}/api/cron/tasks`, { headers: { authorization: `Bearer ${world.env.CRON_SECRET}` } });
  const answers = await Promise.all([
    cron(world.origin),
    cron(other.origin),
    cron(world.origin),
    cron(other.origin),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  // Beside what it promises once a day.
  const tasks = (await world.tasks()).filter(({ kind }) => kind !== "purge" && !kind.startsWith("recover-"));
  expect(tasks.map(({ attempts, done_at }) => [attempts, done_at !== null])).toEqual(
    Array(30).fill([1, true]),
  );
});
