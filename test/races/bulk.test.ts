import { expect } from "vitest";
import { endpoint } from "../../api/messages.ts";
import { API_KEY } from "../support/conversations-api.ts";
import { doomedInstance, endLeasesAndSettle } from "../support/doomed-instance.ts";
import {
  call,
  cancel,
  fastWorld,
  numbers,
  progress,
  receivers,
  retryFailed,
  test,
} from "../support/messages-api.ts";
import { slowClock } from "../support/slow-clock.ts";
import type { World } from "../support/world.ts";

const SMS = { channel: "sms", body: "We are closed on Friday" };
const TEMPLATE = { template: { name: "closed_on_friday", language: "en" } };

/** Whoever looks for work finds it now, as after the lease of a worker that died. */
const endLeases = ({ database }: World) =>
  database.rows("update tasks set due_at = now() where done_at is null");

test("the same call 20 times at once, at two instances, is one batch, and each recipient gets one message", async ({
  world,
}) => {
  slowClock();
  const other = await world.anotherInstance();
  const headers = { "idempotency-key": "friday-1" };
  const asked = { to: [...numbers(50), "0123"], ...SMS };
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      call(world, asked, { headers, origin: [world, other][n % 2]?.origin ?? "" }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202));
  for (const { json } of answers) expect(json).toEqual(answers[0]?.json);
  await world.settle();
  expect(receivers(world)).toEqual(numbers(50));
});

test("40 calls at once name the same new people, in another order each, and all are accepted", async ({
  world,
}) => {
  slowClock();
  const to = numbers(200);
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      call(world, { to: [...to.slice(n), ...to.slice(0, n)], ...SMS, sendAt: soon() }),
    ),
  );
  expect(answers.map(({ json }) => json.accepted)).toEqual(Array(40).fill(200));
  expect(await world.database.rows("select id from contacts")).toHaveLength(200);
});

test.for([
  [1, "after"],
  [2, "after"],
  [3, "before"],
  [3, "after"],
  [8, "after"],
  [15, "before"],
  [15, "after"],
] as const)(
  "killed at step %i (%s) of storing 3,000 recipients: nothing is sent, and the same call again stores each once",
  { timeout: 120_000 },
  async ([step, when], { world }) => {
    const to = numbers(3000);
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const body = JSON.stringify({ to, ...SMS, sendAt });
    const headers = {
      authorization: `Bearer ${API_KEY}`,
      "content-type": "application/json",
      "idempotency-key": "friday-1",
    };
    const doomed = doomedInstance(world, step, when);
    const url = `${world.origin}/api/messages`;
    const died = await endpoint.with(doomed.deps).POST(new Request(url, { method: "POST", headers, body }));
    await doomed.close();
    expect(died.status).toBe(503);
    const isComplete = step === 15 && when === "after";
    expect(await world.tasks()).toHaveLength(isComplete ? 4 : 0);

    const { status, json } = await call(world, body, { headers });
    expect([status, json.accepted]).toEqual([202, 3000]);
    const [stored] = await world.database.rows(
      "select count(*)::int as rows, count(distinct contact_id)::int as people, count(distinct batch_id)::int as batches from contact_logs",
    );
    expect(stored).toEqual({ rows: 3000, people: 3000, batches: 1 });
    expect(await world.tasks("send-batch")).toHaveLength(4);
  },
);

test("killed three times while 400 are sent, every recipient gets one message", { timeout: 120_000 }, async ({
  world,
}) => {
  const { json } = await call(world, { to: numbers(400), ...SMS, sendAt: soon() });
  await dueNow(world);
  for (const [dieAt, when] of [
    [9, "after"],
    [40, "before"],
    [77, "after"],
  ] as const) {
    const doomed = doomedInstance(world, dieAt, when);
    await doomed.deps.drain().catch(() => {});
    expect(doomed.died()).toBe(true);
    await doomed.close();
    await endLeases(world);
  }
  expect(world.twilio.sent.length).toBeLessThan(400);
  await endLeasesAndSettle(world);
  expect(receivers(world)).toEqual(numbers(400));
  expect(await progress(world, json.batchId)).toMatchObject({ sent: 400, queued: 0, unconfirmed: 0 });
});

test("where nobody can look it up, what died on its way is told as unconfirmed, and none is sent twice", {
  timeout: 120_000,
}, async ({ world }) => {
  const { json } = await call(world, { to: numbers(200), ...TEMPLATE, sendAt: soon() });
  await dueNow(world);
  for (const dieAt of [9, 40, 77]) {
    const doomed = doomedInstance(world, dieAt, "after");
    await doomed.deps.drain().catch(() => {});
    await doomed.close();
    await endLeases(world);
  }
  await endLeasesAndSettle(world);
  const sent = world.meta.sent.map(({ contact }) => contact.wa_id);
  expect(new Set(sent).size).toBe(sent.length);
  const done = await progress(world, json.batchId);
  expect(done.sent + done.unconfirmed).toBe(200);
  expect(done.unconfirmed).toBeGreaterThan(0);
  expect(sent.length).toBeGreaterThanOrEqual(done.sent);
});

test("a cancellation beside four instances that send leaves nobody in between", {
  timeout: 120_000,
}, async () => {
  const world = await fastWorld({ SEND_RATE_PER_SECOND: "500" });
  try {
    const { json } = await call(world, { to: numbers(400), ...SMS, sendAt: soon() });
    const others = await Promise.all(Array.from({ length: 3 }, () => world.anotherInstance()));
    world.fail("twilio", { status: 500 }, { times: 20 });
    await dueNow(world);
    const drains = [world, ...others].map(({ deps }) => deps.drain());
    const { json: ended } = await cancel(world, json.batchId);
    await Promise.all(drains);
    const sent = world.twilio.sent.length;
    await endLeasesAndSettle(world);
    expect(world.twilio.sent).toHaveLength(sent);
    expect(ended.canceled).toBeLessThanOrEqual(400 - sent);
    expect(await progress(world, json.batchId)).toMatchObject({ sent, canceled: 400 - sent, queued: 0 });
  } finally {
    await world.close();
  }
});

test("what failed is retried once, however many ask for it at once", async ({ world }) => {
  world.fail("twilio", { twilioCode: 30003 });
  const { json } = await call(world, { to: numbers(20), ...SMS });
  await world.settle();
  for (const { sid } of world.twilio.sent)
    await world.twilio.status(sid, "undelivered", { ErrorCode: "30003" });
  world.heal();
  const answers = await Promise.all(Array.from({ length: 10 }, () => retryFailed(world, json.batchId)));
  expect(answers.reduce((sum, answer) => sum + answer.json.retried, 0)).toBe(20);
  await world.settle();
  expect(receivers(world)).toEqual([...numbers(20), ...numbers(20)].sort());
});

test("Twilio refusing one look into its log leaves that message unconfirmed, and settles the others", async ({
  world,
}) => {
  const { json } = await call(world, { to: numbers(20), ...SMS, sendAt: soon() });
  await dueNow(world);
  await world.database.rows(
    "update contact_logs set handed_over_at = now() - interval '181 seconds' where position < 3",
  );
  world.fail("twilio", { status: 400 }, { when: ({ method }) => method === "GET", times: 1 });
  await world.settle();
  await endLeasesAndSettle(world);
  expect(await progress(world, json.batchId)).toMatchObject({ sent: 19, queued: 0, unconfirmed: 1 });
  expect(await world.database.rows("select id from tasks where done_at is null")).toEqual([]);
});

test("what is under way when a batch of thousands is canceled goes out, and nothing after it", {
  timeout: 120_000,
}, async () => {
  const world = await fastWorld({ SEND_RATE_PER_SECOND: "20" });
  try {
    const { json } = await call(world, { to: numbers(3_000), ...SMS, sendAt: soon() });
    await dueNow(world);
    const drained = world.deps.drain();
    await expect.poll(() => world.twilio.sent.length).toBeGreaterThan(0);
    await cancel(world, json.batchId);
    const atAnswer = world.twilio.sent.length;
    await drained;
    await endLeasesAndSettle(world);
    expect(world.twilio.sent.length - atAnswer).toBeLessThanOrEqual(40);
    const sent = world.twilio.sent.length;
    expect(await progress(world, json.batchId)).toMatchObject({ sent, canceled: 3_000 - sent, queued: 0 });
  } finally {
    await world.close();
  }
});

const soon = () => new Date(Date.now() + 3_600_000).toISOString();

/** The hour has come, and nobody has begun. */
async function dueNow({ database }: World): Promise<void> {
  await database.rows("update contact_logs set due_at = now() where batch_id is not null");
  await database.rows("update tasks set due_at = now()");
}
