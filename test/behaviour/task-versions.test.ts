import { expect } from "vitest";
import { test } from "../support/world.ts";

test("a newer deployment's task is left to it, an older one's is done", async ({ world }) => {
  const insert = (dedupeKey: string, version: number) =>
    world.database.rows(
      `insert into tasks (kind, version, dedupe_key, payload)
       values ('answer-message', $1, $2, '{"logId":"01a1fe17-450d-7788-b638-a3c0cfd0216b"}')`,
      [version, dedupeKey],
    );
  await insert("of a successor", 99);
  await insert("of a predecessor", 0);
  await world.settle();
  expect(await world.tasks()).toMatchObject([
    { attempts: 0, done_at: null, dead_at: null },
    { attempts: 1, done_at: expect.any(Date) },
  ]);
});

test("a worker whose lease ran out cannot settle its successor's task", async ({ world }) => {
  const { takeTasks } = await import("../../lib/db/tasks/take-due.ts");
  const { settleTask } = await import("../../lib/db/tasks/settlements.ts");
  const { insertTask } = await import("../../lib/db/tasks/tasks.ts");
  const { db } = world.deps;
  await insertTask(db, "answer-message", { contactId: "1", key: "1", payload: {} });
  const claim = async () =>
    (
      await takeTasks(db, { free: { none: 1, twilio: 0, meta: 0, zendesk: 0, model: 0 }, leaseSeconds: 0 })
    )[0];
  const [first, second] = [await claim(), await claim()];
  if (!first || !second) throw new Error("not claimed twice");
  await settleTask(db, first, { state: "dead", error: "too late" });
  expect(await world.tasks()).toMatchObject([{ dead_at: null, done_at: null }]);
  await settleTask(db, second, { state: "done" });
  expect(await world.tasks()).toMatchObject([{ dead_at: null, done_at: expect.any(Date) }]);
});
