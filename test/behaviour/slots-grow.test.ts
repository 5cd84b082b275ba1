import { expect, vi } from "vitest";
import { test, type World } from "../support/world.ts";

const numbered = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, n) => `whatsapp:${prefix}${10 + n}`);
const ANA = "whatsapp:+14155550100";
/** Whose answers let more calls be under way. */
const CROWD = numbered(20, "+141555502");
const MORE = numbered(60, "+141555540");
const writes = (world: World, all: string[]) =>
  Promise.all(all.map((From) => world.twilio.receive({ From, Body: "My invoice is wrong" })));
const unanswered = (world: World, provider: string) =>
  world.calls.filter((call) => call.provider === provider && call.status === 0);
const soon = { timeout: 8_000, interval: 20 };

test("an upstream that answers is called by more at once, within bounds", { timeout: 120_000 }, async ({
  world,
}) => {
  // What precedes a ticket is answered.
  world.fail("zendesk", "hang", {
    when: ({ method, path }) => method === "POST" && path.includes("/tickets"),
  });
  await writes(world, MORE);
  await vi.waitFor(() => expect(unanswered(world, "zendesk").length).toBeGreaterThan(40), soon);
  expect(unanswered(world, "zendesk").length).toBeLessThanOrEqual(48);
  await world.twilio.receive({ From: ANA, Body: "HELP" });
  await vi.waitFor(() => expect(world.twilio.sent.map(({ to }) => to)).toContain(ANA), soon);
});

test.for([
  ["zendesk", { status: 429, retryAfter: 5 }],
  ["zendesk", { status: 503 }],
  ["twilio", { twilioCode: 63018, status: 400 }],
] as const)(
  "after %s asked for rest or failed (%j), one call is made, and then as few as at first",
  {
    timeout: 120_000,
  },
  async ([upstream, fault], { world }) => {
    await writes(world, CROWD);
    await world.settle();
    world.fail(upstream, fault);
    await writes(world, MORE);
    await world.settle();
    world.heal();
    // The try is answered, and nobody after it.
    let isTried = false;
    world.fail(upstream, "hang", {
      when: ({ method, path }) => {
        const isLater = isTried;
        isTried ||= method === "POST" && /tickets|Messages/.test(path);
        return isLater;
      },
    });
    void world.later(60).catch(() => {});
    await vi.waitFor(() => expect(unanswered(world, upstream).length).toBeGreaterThanOrEqual(8), soon);
    // Each of these has the worker look for more.
    for (const From of CROWD.slice(0, 5)) await writes(world, [From]);
    const undecided = "select 1 from tasks where kind = 'answer-message' and done_at is null";
    await vi.waitFor(async () => expect(await world.database.rows(undecided)).toEqual([]), soon);
    expect(unanswered(world, upstream).length).toBeLessThanOrEqual(8 + 3);
  },
);
