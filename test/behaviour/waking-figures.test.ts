import { expect, test, vi } from "vitest";
import { createWorld } from "../support/world.ts";

/** How long nobody must be woken for a night to be called idle. */
const IDLE_MS = 30_000;

/** One customer's message, whose ticket Zendesk refuses so often, with the time that it takes in earnest and no cron at all. */
async function measure(refusals: number) {
  const world = await createWorld({ env: { WAKE: "queue" }, deps: { patienceMs: 7_000 } });
  try {
    world.queue.isLive = true;
    world.fail(
      "zendesk",
      { status: 500 },
      { times: refusals, when: ({ path }) => path.includes("/tickets") },
    );
    await world.twilio.receive({ From: "whatsapp:+14155550100", Body: "My card was charged twice" });
    let dueAt = 0;
    await vi.waitFor(
      async () => {
        const [task] = await world.tasks("file-message");
        if (task && !task.done_at && task.attempts === refusals) dueAt = task.due_at.getTime();
        expect(world.zendesk.tickets).toHaveLength(1);
      },
      { timeout: 300_000, interval: 100 },
    );
    const late = dueAt === 0 ? 0 : (Date.now() - dueAt) / 1000;
    const isQuiet = () => expect(world.queue.messages.every((message) => message.isAcknowledged)).toBe(true);
    await vi.waitFor(isQuiet, { timeout: 300_000, interval: 100 });
    const query = vi.spyOn(world.deps.db, "query");
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    return {
      refusals,
      "retried s after due": Math.round(late * 10) / 10,
      wakes: world.queue.messages.length,
      operations: world.queue.operations,
      "statements while idle": query.mock.calls.length,
    };
  } finally {
    await world.close();
  }
}

test.runIf(process.env.FIGURES)(
  "how soon a retry comes without a cron, what it costs, and what an idle deployment asks",
  { timeout: 600_000 },
  async () => {
    const figures = await Promise.all([0, 1, 2, 3].map(measure));
    console.table(figures);
    expect(figures.map((one) => one["statements while idle"])).toEqual([0, 0, 0, 0]);
  },
);
