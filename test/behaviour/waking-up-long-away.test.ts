import { expect } from "vitest";
import { NotDurableError } from "../../lib/errors.ts";
import { queueClock } from "../support/queue-clock.ts";
import { createWorld, testIn } from "../support/world.ts";

const test = testIn(() => createWorld({ env: { WAKE: "queue" } }));

/** How far the queue's clock is. */
const clock = queueClock();

test("while the database is away for long, who is woken asks for nobody else: messages do not pile up", {
  timeout: 180_000,
}, async ({ world }) => {
  world.fail("zendesk", { status: 500 }, { times: 1, when: ({ path }) => path.includes("/tickets") });
  await world.twilio.receive({ From: "whatsapp:+14155550100", Body: "My card was charged twice" });
  await world.deps.drain();
  clock.run(() => world.queue.clock());
  const { length } = world.queue.messages;
  const { query } = world.deps.db;
  world.deps.db.query = () => Promise.reject(new NotDurableError("the database is away"));
  await world.queue.pass(1_200);
  expect(world.queue.messages).toHaveLength(length);
  expect(world.queue.messages.some(({ isAcknowledged }) => !isAcknowledged)).toBe(true);
  world.deps.db.query = query;
  await world.age(1_200);
  await world.queue.pass(1_200);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(world.queue.messages.every(({ isAcknowledged }) => isAcknowledged)).toBe(true);
});
