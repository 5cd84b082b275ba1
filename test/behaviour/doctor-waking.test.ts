import { expect } from "vitest";
import { about, oursOf } from "../support/examined.ts";
import { test, type World } from "../support/world.ts";

const late = (world: World, seconds: number) =>
  world.database.rows(
    `insert into tasks (kind, dedupe_key, payload, upstream, due_at)
     values ('answer-message', 'due', '{}', 'none', now() - make_interval(secs => $1))`,
    [seconds],
  );
const told = (world: World, what: string, seconds: number) =>
  world.database.rows(
    "insert into last_seen (what, seen_at) values ($1, now() - make_interval(secs => $2))",
    [what, seconds],
  );

test.for([
  ["queue", [], null, "ok", "Nothing has had to wake us yet"],
  ["queue", [["wake/queue", 7200]], null, "ok", "A message of Vercel Queues woke us 2 hours ago"],
  [
    "queue",
    [
      ["wake/queue", 7200],
      ["wake/unsent", 8000],
    ],
    null,
    "ok",
    "2 hours ago",
  ],
  [
    "queue",
    [
      ["wake/queue", 7200],
      ["wake/unsent", 60],
    ],
    null,
    "warning",
    "The queue took no message of ours 60 seconds ago",
  ],
  ["queue", [["wake/queue", 30]], 3600, "broken", "1 tasks, the oldest for 60 minutes"],
  // Examined from a machine that has other variables.
  ["timer", [["wake/queue", 30]], null, "ok", "A message of Vercel Queues woke us 30 seconds ago"],
  ["timer", [["wake/timer", 30]], 20, "ok", "A timer of the process woke us 30 seconds ago"],
] as const)(
  "woken by the %s, of late %j, work due for %s s: %s",
  async ([by, seen, work, state, says], { world }) => {
    for (const [what, seconds] of seen) await told(world, what, seconds);
    if (work !== null) await late(world, work);
    const findings = await oursOf(world, { WAKE: by });
    expect(about(findings, "Waking up")).toMatchObject({ state, says: expect.stringContaining(says) });
    expect(findings.map(({ what }) => what)).not.toContain("Cron");
  },
);

test.for([
  [null, "warning", "has not called yet"],
  [9 * 3600, "ok", "9 hours ago"],
  [30 * 3600, "warning", "30 hours ago"],
] as const)("the daily cron %s s ago: %s", async ([ago, state, says], { world }) => {
  if (ago !== null) await told(world, "cron/daily", ago);
  const findings = await oursOf(world, { WAKE: "queue" });
  expect(about(findings, "Daily cron")).toMatchObject({ state, says: expect.stringContaining(says) });
});
