import { expect } from "vitest";
import { renewLeases } from "../../lib/db/tasks/leases.ts";
import { settleTask } from "../../lib/db/tasks/settlements.ts";
import { takeTasks } from "../../lib/db/tasks/take-due.ts";
import { test } from "../support/world.ts";

test("a renewal that arrives after the settlement does not shorten the rest that was asked for", async ({
  world,
}) => {
  const { db } = world.deps;
  await world.database.rows(
    "insert into tasks (kind, dedupe_key, upstream, payload) values ('add-note', 'x', 'zendesk', '{}')",
  );
  const tasks = await takeTasks(db, {
    free: { none: 1, twilio: 1, meta: 1, zendesk: 1, model: 1 },
    leaseSeconds: 6,
  });
  const [task] = tasks;
  if (!task) throw new Error("nothing was begun");
  await settleTask(db, task, { state: "postponed", error: "zendesk throttled", inSeconds: 3600 });
  await renewLeases(db, tasks, 25);
  const [row] = await world.database.rows<{ s: number }>(
    "select extract(epoch from due_at - now())::int as s from tasks",
  );
  expect(row?.s).toBeGreaterThan(3000);
});
