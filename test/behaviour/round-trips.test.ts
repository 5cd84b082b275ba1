import { expect } from "vitest";
import { createDeps } from "../../lib/wiring/wire.ts";
import { startApiServer } from "../sandbox/api-server.ts";
import { test, type World } from "../support/world.ts";

/** Another instance, which a customer's webhooks go to; it counts what it asks the database, one a round trip. */
async function counted(world: World) {
  const db = world.database.lend?.();
  if (!db) throw new Error("there is no connection to lend");
  const asked: unknown[] = [];
  const query: typeof db.query = (statement) => {
    asked.push(statement);
    return db.query(statement);
  };
  const nothing = () => {};
  const log = { info: nothing, warn: nothing, error: nothing, debug: nothing };
  const deps = createDeps(world.env, { log, db: { query, close: db.close } });
  const server = await startApiServer({ deps });
  world.deliver.targetOrigin = server.origin;
  return {
    /** How many it took until nothing is left to do. Nobody else asks for another look. */
    async writes(Body: string) {
      asked.length = 0;
      await world.twilio.receive({ From: "whatsapp:+14155550100", Body });
      const left = "select 1 from tasks where done_at is null";
      await expect.poll(() => world.database.rows(left), { timeout: 60_000 }).toEqual([]);
      await deps.drain();
      // The last of them is this drain's own look.
      return asked.length - 1;
    },
    async close() {
      await server.close();
      await db.close();
    },
  };
}

test("a lone first message takes seven round trips from its webhook to its confirmation, a second one five", async ({
  world,
}) => {
  const instance = await counted(world);
  expect(await instance.writes("My card was charged twice")).toBe(7);
  expect(world.twilio.sent).toHaveLength(1);
  expect(await instance.writes("And once more today")).toBe(5);
  expect(world.zendesk.tickets[0]?.comments).toHaveLength(2);
  await instance.close();
});
