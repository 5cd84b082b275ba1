import pg from "pg";
import { expect, vi } from "vitest";
import { parseEnv } from "../../lib/config/env.ts";
import { ask } from "../../lib/db/ask.ts";
import { composed } from "../../lib/db/compose.ts";
import { claimedBy, claiming } from "../../lib/db/tasks/claims.ts";
import { takeDue, takeTasks } from "../../lib/db/tasks/take-due.ts";
import { promising } from "../../lib/db/tasks/tasks.ts";
import { createUpstreamFetch } from "../../lib/http/upstream.ts";
import { createDeps } from "../../lib/wiring/wire.ts";
import { storeWithoutWork } from "../support/doomed-instance.ts";
import { test, type World } from "../support/world.ts";

const ALL = { free: { none: 8, twilio: 8, meta: 8, zendesk: 8, model: 8 }, leaseSeconds: 30 };
const LANE = { contactId: "1" };

const connected = async (world: World) => {
  const client = new pg.Client({ connectionString: world.database.url });
  await client.connect();
  await client.query("begin");
  return client;
};
const run = async (client: pg.Client, { statement }: { statement: Parameters<typeof composed>[0] }) => {
  const { text, values } = composed(statement);
  return (await client.query(text, values)).rows as never;
};
const promise = (client: pg.Client, key: string) =>
  run(client, promising("file-message", { ...LANE, key, payload: { logId: key } }));

/** As a settlement that promises takes what is due, up to its commit. */
async function take(client: pg.Client) {
  const [locked, claimed, beside] = claiming(ALL);
  return claimedBy(await run(client, locked), await run(client, claimed), await run(client, beside));
}

/** An instance to which something happens between what it posts there and its hearing of the answer. */
function onceAnswered(world: World, path: RegExp, happens: (answer: Response) => Promise<unknown>) {
  const fetchUpstream = createUpstreamFetch(parseEnv(world.env));
  const nothing = () => {};
  return createDeps(world.env, {
    patienceMs: 0,
    log: { info: nothing, warn: nothing, error: nothing, debug: nothing },
    async fetchUpstream(upstream, url, init) {
      const answer = await fetchUpstream(upstream, url, init);
      if (path.test(String(url)) && init?.method === "POST") await happens(answer.clone());
      return answer;
    },
  });
}

test("who takes what nobody else can see yet has its lane alone: another who takes from it waits, and stands back", async ({
  world,
}) => {
  const [first, second] = await Promise.all([connected(world), connected(world)]);
  await promise(first, "unseen");
  const { alone, others } = await take(first);
  expect([alone.length, others.length]).toEqual([1, 0]);
  await promise(second, "seen");
  await second.query("commit");
  const other = takeTasks(world.deps.db, ALL);
  const waiting = "select 1 from pg_locks where locktype = 'advisory' and not granted";
  await vi.waitFor(async () => expect(await world.database.rows(waiting)).toHaveLength(1), 60_000);
  await first.query("commit");
  expect(await other).toEqual([]);
  await Promise.all([first.end(), second.end()]);
});

test("while another promises in its lane, what was promised and taken is looked at a second time", async ({
  world,
}) => {
  const [first, second] = await Promise.all([connected(world), connected(world)]);
  await promise(second, "before");
  await promise(first, "after");
  expect((await take(first)).others).toHaveLength(1);
  await Promise.all([first.end(), second.end()]);
});

test("what came late, with an earlier number, does not begin beside a later one that is under way", async ({
  world,
}) => {
  const late = await connected(world);
  await promise(late, "earlier");
  const later = promising("file-message", { ...LANE, key: "later", payload: { logId: "later" } });
  await ask(world.deps.db, later);
  expect((await takeTasks(world.deps.db, ALL)).map(({ payload }) => payload.logId)).toEqual(["later"]);
  await late.query("commit");
  expect(await takeTasks(world.deps.db, ALL)).toEqual([]);
  await late.end();
});

test("what is read ahead is forgotten where a second look, a commit later, begins the task", async ({
  world,
}) => {
  await storeWithoutWork(world, "whatsapp:+14155550100", "My card was charged twice", []);
  const looked = async () => {
    const { alone, others, messages } = await takeDue(world.deps.db, { first: [], ...ALL });
    return [alone.length, others.length, messages.size];
  };
  expect(await looked()).toEqual([1, 0, 1]);
  await world.database.rows("update tasks set leased_at = null, due_at = now(), passed_at = now()");
  expect(await looked()).toEqual([0, 1, 0]);
});

test("a settlement and an erasure that wait for each other: one is given up, and both happen", {
  timeout: 120_000,
}, async ({ world }) => {
  await storeWithoutWork(world, "whatsapp:+14155550100", "My card was charged twice", []);
  const eraser = await connected(world);
  // When the ticket is made, somebody has the message's row; its settlement has its lane, and wants the row.
  const deps = onceAnswered(world, /tickets(\.json)?$/, () =>
    eraser.query("select from contact_logs for update"),
  );
  const drained = deps.drain();
  const waiting = "select 1 from pg_locks where locktype in ('tuple', 'transactionid') and not granted";
  await vi.waitFor(async () => expect(await world.database.rows(waiting)).not.toEqual([]), 60_000);
  const lane =
    "select pg_advisory_xact_lock(7425, tickline_lane_lock(lane)) from tasks where kind = 'file-message'";
  const erased = await eraser.query(lane).then(
    () => "erased",
    ({ code }) => code,
  );
  await eraser.query(erased === "erased" ? "commit" : "rollback");
  await drained;
  await world.settle();
  expect(await world.database.rows("select 1 from tasks where done_at is null")).toEqual([]);
  expect([world.zendesk.tickets.length, world.twilio.sent.length]).toEqual([1, 1]);
  expect(
    await world.database.rows(
      "select 1 from contact_logs where direction = 'inbound' and ticket_id is not null",
    ),
  ).toHaveLength(1);
  await Promise.all([eraser.end(), deps.close()]);
});

test("a status that comes before the answer spoils the settlement: the answer is recorded by itself, then the task is settled", async ({
  world,
}) => {
  await storeWithoutWork(world, "whatsapp:+14155550100", "My card was charged twice", []);
  const deps = onceAnswered(world, /Messages\.json$/, async (answer) => {
    // A callback without our id, of a message that is not known yet.
    await world.database.rows(
      `insert into contact_logs (id, direction, provider, kind, status, twilio_message_sid)
       values (gen_random_uuid(), 'outbound', 'twilio', 'unknown', 'delivered', $1)`,
      [(await answer.json()).sid],
    );
  });
  await deps.drain();
  await deps.close();
  expect(await world.database.rows("select kind from tasks where done_at is null")).toEqual([]);
  const [reply, ...more] = await world.logs("outbound");
  expect([reply?.status, reply?.kind, more]).toEqual(["delivered", "text", []]);
});

test("a settlement that waits for its lane holds no lane of what it promises: it goes first", async ({
  world,
}) => {
  await storeWithoutWork(world, "whatsapp:+14155550100", "My card was charged twice", []);
  const other = await connected(world);
  const [contact] = await world.database.rows<{ id: string }>("select id from contacts");
  const contactId = contact?.id ?? "";
  const deps = onceAnswered(world, /tickets(\.json)?$/, () =>
    run(other, promising("file-message", { contactId, key: "other", payload: {} })),
  );
  const drained = deps.drain();
  const waiting = "select 1 from pg_locks where locktype = 'advisory' and not granted";
  const soon = { timeout: 60_000, interval: 5 };
  await vi.waitFor(async () => expect(await world.database.rows(waiting)).toHaveLength(1), soon);
  // Whoever has that lane, and waits for theirs as they for ours, would never have ended.
  const { rows } = await other.query(
    "select pg_try_advisory_xact_lock(7425, tickline_lane_lock('twilio:' || $1)) as free",
    [contactId],
  );
  await other.query("rollback");
  await drained;
  expect(rows).toEqual([{ free: true }]);
  await Promise.all([other.end(), deps.close()]);
});
