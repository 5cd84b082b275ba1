import pg from "pg";
import { expect, vi } from "vitest";
import { enqueueReply, type Reply } from "../../lib/outbound/enqueue-reply.ts";
import { storeWithoutWork } from "../support/doomed-instance.ts";
import { test, type World } from "../support/world.ts";

vi.setConfig({ testTimeout: 60_000 });

/** Two messages of a contact to which nothing was answered yet. */
async function twoMessages(world: World): Promise<string[]> {
  for (const text of ["My card was charged twice", "And once more"])
    await storeWithoutWork(world, "whatsapp:+14155550100", text);
  return (await world.logs("inbound")).map(({ id }) => id);
}

/**
 * Promises replies at once: each statement has begun, and sees nothing of the others, before any of them has ended. What holds them is a
 * transaction that is about to promise the same tasks, and then does not.
 */
async function atOnce(world: World, replies: (Reply & { dedupeKey: string })[]) {
  const { deps } = await world.anotherInstance();
  const holder = new pg.Client({ connectionString: world.database.url });
  await holder.connect();
  await holder.query("begin");
  for (const { dedupeKey } of replies)
    await holder.query("insert into tasks (kind, dedupe_key, payload) values ('deliver-message', $1, '{}')", [
      dedupeKey,
    ]);
  const outcomes = Promise.all(replies.map((reply) => enqueueReply(deps, reply)));
  const waiting = () =>
    world.database.rows(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
  await expect.poll(waiting, { interval: 5 }).toHaveLength(replies.length);
  await holder.query("rollback");
  await holder.end();
  return (await outcomes).toSorted();
}

const outbound = async (world: World) => (await world.logs("outbound")).map(({ body }) => body);

test.for([
  ["the same sentence for two messages, raced, is promised once", {}, ["Hello?", "Hello?"]],
  [
    "what tells of a loss, raced for what was written before, is promised once",
    { purpose: "ticket-refused" },
    ["No", "No"],
  ],
  ["two confirmations, raced, are one where one a day is wished", { isOnceADay: true }, ["#1", "#2"]],
] as const)("%s", async ([, once, bodies], { world }) => {
  const ids = await twoMessages(world);
  const replies = ids.map((answers, n) => ({
    answers,
    purpose: "ticket-created" as const,
    dedupeKey: `${answers}:ticket-created`,
    body: bodies[n] ?? "",
    ...once,
  }));
  expect(await atOnce(world, replies)).toEqual(["enqueued", "said-before"]);
  const said = await outbound(world);
  expect(said).toHaveLength(1);
  // Promised again, as after a crash, either changes nothing.
  for (const reply of replies) await enqueueReply((await world.anotherInstance()).deps, reply);
  expect(await outbound(world)).toEqual(said);
});

test("different sentences, raced, are both promised", async ({ world }) => {
  const [one = "", other = ""] = await twoMessages(world);
  const replies = [one, other].map((answers) => ({
    answers,
    purpose: "more-details" as const,
    dedupeKey: `${answers}:more-details`,
    body: answers,
  }));
  expect(await atOnce(world, replies)).toEqual(["enqueued", "enqueued"]);
});
