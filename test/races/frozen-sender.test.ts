import { randomUUID } from "node:crypto";
import { expect, vi } from "vitest";
import { parseEnv } from "../../lib/config/env.ts";
import { connect } from "../../lib/db/client.ts";
import { createDeps } from "../../lib/wiring/wire.ts";
import { storeWithoutWork } from "../support/doomed-instance.ts";
import { approveContent, CONTENT_SID, call, progress, receivers, test } from "../support/messages-api.ts";
import { sleepingInstance } from "../support/sleeping-instance.ts";
import type { World } from "../support/world.ts";

const ANA = "+14155550100";

/** Two ways by which a message comes to wait for whoever sends it. */
const WAYS = {
  async "a bulk message"(world: World) {
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    await call(world, { to: [ANA], channel: "sms", body: "We are closed on Friday", sendAt });
    await world.database.rows("update contact_logs set due_at = now()");
  },
  "an answer": (world: World) => storeWithoutWork(world, ANA, "hi", []),
};

test.for(Object.keys(WAYS) as (keyof typeof WAYS)[])(
  "%s whose sender froze when it was throttled, and woke while another was sending it, is sent once",
  async (way, { world }) => {
    const posts = () => world.callsTo("POST", "/Messages").length;
    world.fail("twilio", { status: 429 }, { times: 1 });
    await WAYS[way](world);
    const first = sleepingInstance(world, () => posts() >= 1);
    const second = sleepingInstance(world, () => posts() >= 2);
    await leasesEnd(world);
    const drains = [first.deps.drain()];
    await first.asleep;
    await leasesEnd(world);
    drains.push(second.deps.drain());
    await second.asleep;
    first.wake();
    await drains[0];
    await world.later(60);
    await world.database.rows("update tasks set due_at = now() where done_at is null");
    await world.settle();
    second.wake();
    await Promise.all(drains);
    await Promise.all([first.close(), second.close()]);
    expect(receivers(world)).toEqual([ANA]);
  },
);

test.for(Object.keys(WAYS) as (keyof typeof WAYS)[])(
  "%s whose sender froze between taking it and handing it over, and woke when another had found that it was not sent, is sent once",
  async (way, { world }) => {
    await WAYS[way](world);
    const taken = Promise.withResolvers<void>();
    const woken = Promise.withResolvers<void>();
    const env = parseEnv(world.env);
    const db = connect(env.database);
    const nothing = () => {};
    const first = createDeps(world.env, {
      patienceMs: 0,
      log: { info: nothing, warn: nothing, error: nothing, debug: nothing },
      db: {
        close: db.close,
        async query<Row>(statement: Parameters<typeof db.query>[0]) {
          const rows = await db.query<Row>(statement);
          if (rows.some((row) => (row as { taken?: boolean }).taken === true)) {
            taken.resolve();
            await woken.promise;
          }
          return rows;
        },
      },
    });
    await leasesEnd(world);
    const drained = first.drain();
    await taken.promise;
    await world.later(200);
    await leasesEnd(world);
    await world.later(60);
    expect(receivers(world)).toEqual([ANA]);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 200_000 });
    woken.resolve();
    await drained;
    vi.useRealTimers();
    await db.close();
    expect(receivers(world)).toEqual([ANA]);
  },
);

const ELSEWHERE = { body: "Your parcel has arrived" };
const ITSELF = { contentSid: CONTENT_SID, variables: {} };

test.for([
  ["is unconfirmed where something else was sent", "We are closed on Friday", ELSEWHERE, { unconfirmed: 1 }],
  ["is not sent again if it had arrived", "We are closed on Friday", ITSELF, { sent: 1 }],
  ["is unconfirmed where nobody knows what it says", "", ELSEWHERE, { unconfirmed: 1 }],
] as const)(
  "a template without variables whose sender died before it heard the answer %s",
  async ([, text, content, told], { world }) => {
    approveContent(world, text);
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const { json } = await call(world, { to: [ANA], contentSid: CONTENT_SID, sendAt });
    await world.database.rows("update contact_logs set due_at = now(), handed_over_at = now()");
    const to = { channel: "whatsapp", to: `whatsapp:${ANA}` } as const;
    const sender = `whatsapp:${world.env.TWILIO_WHATSAPP_NUMBER}`;
    await world.deps.channel("twilio").send({ logId: randomUUID(), ...to, sender, content });
    await leasesEnd(world);
    await world.settle();
    const theirs = world.twilio.sent.filter(({ form }) => JSON.stringify(form).includes(CONTENT_SID));
    expect(theirs).toHaveLength("sent" in told ? 1 : 0);
    expect(await progress(world, json.batchId)).toMatchObject(told);
  },
);

/** Longer than any sender lives goes by, and nobody has looked yet. */
async function leasesEnd({ database }: World): Promise<void> {
  await database.rows("update contact_logs set handed_over_at = handed_over_at - interval '200 s'");
  await database.rows("update tasks set due_at = now() where done_at is null");
}
