import pg from "pg";
import { expect, vi } from "vitest";
import { test, type World } from "../support/world.ts";

vi.setConfig({ testTimeout: 120_000 });

const WAITING =
  "select pid, left(query, 40) as query from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

/** What a waiting ALTER does to everybody who comes after it. */
async function lockTable({ database }: World, table: string) {
  const client = new pg.Client({ connectionString: database.url });
  client.on("error", () => {});
  await client.connect();
  await client.query("begin");
  await client.query(`lock table ${table} in access exclusive mode`);
  return async () => {
    await client.query("commit");
    await client.end();
  };
}

test.for(["contacts", "contact_logs", "tasks"])(
  "%s is locked: each webhook is refused, none of ours waits on in the database, and all come when sent again",
  async (table, { world }) => {
    const origins = [world.origin, (await world.anotherInstance()).origin];
    // So that the statements are prepared.
    for (const origin of origins) {
      world.deliver.targetOrigin = origin;
      await world.twilio.receive({ From: "whatsapp:+14155550100", Body: "Good morning" });
    }
    await world.settle();
    const unlock = await lockTable(world, table);
    const receive = (n: number) => {
      world.deliver.targetOrigin = origins[n % 2];
      return world.twilio.receive({ From: `whatsapp:+1415555${1000 + n}`, Body: "Meanwhile" });
    };
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => receive(n)));
    expect(new Set(answers.map(({ response }) => response.status))).toEqual(new Set([503]));
    // The table is locked still.
    await expect.poll(() => world.database.rows(WAITING)).toEqual([]);
    await unlock();

    const again = await Promise.all(answers.map(({ sid }) => world.twilio.redeliver(sid)));
    expect(new Set(again.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await world.logs("inbound")).toHaveLength(62);
  },
);
