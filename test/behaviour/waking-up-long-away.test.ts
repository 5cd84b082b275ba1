import { beforeEach, expect, vi } from "vitest";
import { NotDurableError } from "../../lib/errors.ts";
import { createWorld, testIn } from "../support/world.ts";

const test = testIn(() => createWorld({ env: { WAKE: "queue" } }));

const now = Date.now;
/** How far the queue's clock is. */
let clock = () => 0;

beforeEach(() => {
  vi.spyOn(Date, "now").mockImplementation(() => now() + clock() * 1000);
  return () => {
    clock = () => 0;
    vi.restoreAllMocks();
  };
});

test("while the database is away for long, who is woken asks for nobody else: messages do not pile up", {
  timeout: 180_000,
}, async ({ world }) => {
  world.fail("zendesk", { status: 500 }, { times: 1, when: ({ path }) => path.includes("/tickets") });
  await world.twilio.receive({ From: "whatsapp:+14155550100", Body: "My card was charged twice" });
  await world.deps.drain();
  clock = () => world.queue.clock();
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
