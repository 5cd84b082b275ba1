import { randomInt } from "node:crypto";
import { expect } from "vitest";
import { newId } from "../../lib/db/new-id.ts";
import { test, type World } from "../support/world.ts";

const MESSAGES = 400;
const ROUNDS = 6;
const STATUSES = ["sent", "delivered", "read"];

test("three instances told of the same 400 messages, each in an order of its own, never wait in a circle", {
  timeout: 120_000,
}, async ({ world }) => {
  const origins = [world.origin];
  for (let n = 0; n < 2; n += 1) origins.push((await world.anotherInstance()).origin);
  const before = await deadlocks(world);
  const expected = new Map<string, string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const sent = await sendMessages(world, round);
    const told = origins.map(() => sent.map((message) => ({ ...message, rank: randomInt(STATUSES.length) })));
    for (const [n, { id }] of sent.entries()) {
      expected.set(id, STATUSES[Math.max(...told.map((statuses) => statuses[n]?.rank ?? 0))] ?? "");
    }
    // Told twice, so that what is new to one instance is a repetition to another.
    const posts = [...origins, ...origins].map((origin, n) =>
      postTo(world, origin, shuffled(told[n % origins.length] ?? []).map(statusOf)),
    );
    expect((await Promise.all(posts)).map(({ status }) => status)).toEqual(posts.map(() => 200));
  }
  const rows = await world.logs("outbound");
  expect(new Map(rows.map(({ id, status }) => [id, status]))).toEqual(expected);
  expect((await deadlocks(world)) - before).toBe(0);
});

type Sent = { id: string; wamid: string };

/** Messages that we have sent; of each second one, Meta's answer has not reached us yet. */
async function sendMessages({ database }: World, round: number): Promise<Sent[]> {
  const sent = Array.from({ length: MESSAGES }, (_, n) => ({ id: newId(), wamid: `wamid.${round}.${n}` }));
  await database.rows(
    `insert into contact_logs (id, direction, provider, channel, external_message_id, kind, status, handed_over_at)
     select id, 'outbound', 'meta', 'whatsapp', nullif(wamid, ''), 'text', 'accepted', now()
     from unnest($1::uuid[], $2::text[]) as sent(id, wamid)`,
    [sent.map(({ id }) => id), sent.map(({ wamid }, n) => (n % 2 ? wamid : ""))],
  );
  return sent;
}

function statusOf({ id, wamid, rank }: Sent & { rank: number }) {
  return { id: wamid, status: STATUSES[rank], timestamp: "1790000000", biz_opaque_callback_data: id };
}

function postTo(world: World, origin: string, statuses: object[]): Promise<Response> {
  world.deliver.targetOrigin = origin;
  return world.meta.post(world.meta.envelope({ messaging_product: "whatsapp", statuses }));
}

/** What PostgreSQL has counted: a backend reports when it ends. */
async function deadlocks({ database }: World): Promise<number> {
  await database.rows(
    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  const [row] = await database.rows<{ deadlocks: string }>(
    "select deadlocks from pg_stat_database where datname = current_database()",
  );
  return Number(row?.deadlocks);
}

function shuffled<T>(items: readonly T[]): T[] {
  const keyed = items.map((item) => ({ item, key: Math.random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
