import pg from "pg";
import { expect } from "vitest";
import { takeBatchSends } from "../../lib/db/bulk/batch-sends.ts";
import { createDeps } from "../../lib/wiring/wire.ts";
import { call, inAnHour, numbers, test } from "../support/messages-api.ts";
import type { World } from "../support/world.ts";

/** A batch whose hour has come, and which nobody has begun. */
async function dueBatch(world: World, count: number): Promise<string> {
  const asked = { to: numbers(count), channel: "sms", body: "We are closed on Friday" };
  const { json } = await call(world, { ...asked, sendAt: inAnHour() });
  // Whoever looks after the call has gone.
  await world.settle();
  await world.database.rows("update contact_logs set due_at = now()");
  await world.database.rows("update tasks set due_at = now()");
  return json.batchId;
}

test("who finds the pace taken waits for nobody, and finds it as it was afterwards", async ({ world }) => {
  const asked = { batchId: await dueBatch(world, 3), ratePerSecond: 1_000_000, limit: 3 };
  const other = new pg.Client({ connectionString: world.database.url });
  await other.connect();
  await other.query("begin");
  expect((await other.query("select from send_paces for update")).rowCount).toBe(1);
  expect(await takeBatchSends(world.deps.db, asked)).toEqual({ taken: [], isAll: false });
  await other.query("rollback");
  await other.end();
  expect((await takeBatchSends(world.deps.db, asked)).taken).toHaveLength(3);
});

test("whenever a throttled message is given back, its provider's pause stands already", async ({ world }) => {
  await dueBatch(world, 1);
  const db = world.database.lend?.();
  if (!db) throw new Error("there is no connection to lend");
  const seen: unknown[] = [];
  const query: typeof db.query = async (statement) => {
    const answer = await db.query(statement);
    // Before anything was sent, it stands there as nobody has taken it yet.
    if (world.calls.length > 0)
      seen.push(
        ...(await world.database.rows(
          "select l.handed_over_at is null as back, p.next_at > now() as paused from contact_logs l, send_paces p",
        )),
      );
    return answer;
  };
  const nothing = () => {};
  const log = { info: nothing, warn: nothing, error: nothing, debug: nothing };
  const deps = createDeps(world.env, { patienceMs: 0, log, db: { query, close: db.close } });
  world.fail("twilio", { status: 429, retryAfter: 60 }, { times: 1 });
  await deps.drain();
  expect(seen).toContainEqual({ back: true, paused: true });
  expect(seen).not.toContainEqual({ back: true, paused: false });
  await deps.close();
});
