import { expect, vi } from "vitest";
import { callContacts, historyOf } from "../support/contacts.ts";
import { everythingWeKeep } from "../support/traces.ts";
import { LINES, lastTicket, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const PHONE = "+14155550100";
const OF_ANA = /4155550100|Ana|invoice|parcel/;

/** So many tasks of others that no single call looks them all through, in a tenth of the time that a call has. */
const OTHERS = 200_000;
const IN_A_CALL = 10;

const erase = async (world: World, fields: Record<string, string>) => {
  const response = await callContacts(world, "DELETE", fields);
  return { status: response.status, ...(await response.json()) };
};

/** A customer with a ticket and a note on it, a payload that nobody understood, a batch that left them out, among many others' notes. */
async function amongMany(world: World) {
  const { database } = world;
  world.zendesk.connectWebhook();
  await LINES.twilio(world).writes("My invoice is wrong");
  await database.rows(
    `insert into tasks (kind, dedupe_key, payload, done_at)
     select 'add-note', 'other' || n, jsonb_build_object('body', 'of another'), now() from generate_series(1, $1::int) n`,
    [OTHERS],
  );
  await database.rows(
    `insert into tasks (kind, dedupe_key, payload, done_at) values
       ('add-note', 'anas', jsonb_build_object('ticketId', $1::text, 'body', 'about the parcel'), now())`,
    [String(lastTicket(world).id)],
  );
  await database.rows(
    `insert into tasks (kind, dedupe_key, payload, dead_at) values ('unknown-event', 'raw', '{"raw":"from 14155550100"}', now())`,
  );
  await database.rows(
    `insert into batches (id, request_hash, provider, skipped)
     values (gen_random_uuid(), 'h', 'twilio', '[{"to":"+1 415 555 0100","reason":"opted out"}]')`,
  );
}

/** Calls have a tenth of their time, and nothing goes on after them. */
const withoutDrain = async <T>({ deps }: World, work: () => Promise<T>) => {
  const { drain } = deps;
  deps.drain = async () => {};
  const now = performance.now.bind(performance);
  const clock = vi.spyOn(performance, "now").mockImplementation(() => IN_A_CALL * now());
  const done = await work();
  clock.mockRestore();
  deps.drain = drain;
  return done;
};

test("a person among hundreds of thousands of notes: a receipt at once, nothing sent or shown from then on, and all blank in the end", {
  timeout: 180_000,
}, async ({ world }) => {
  await amongMany(world);
  const { contact } = await historyOf(world, { phone: PHONE });
  const receipt = await withoutDrain(world, () => erase(world, { phone: PHONE }));
  expect(receipt).toMatchObject({ status: 202, contactId: contact.id, sweep: "under way" });
  expect(receipt.erased).toMatchObject({ identity: true });

  // Asked again while it goes on, it is the same erasure.
  expect(await withoutDrain(world, () => erase(world, { id: contact.id }))).toMatchObject({
    status: 202,
    sweep: "under way",
    erased: { identity: false },
  });
  const [task] = await world.tasks("sweep-erased");
  expect(task).toMatchObject({ done_at: null, payload: { goesOnAt: { stage: expect.any(Number) } } });

  const sent = world.twilio.sent.length;
  world.zendesk.answer(lastTicket(world).id, { text: "About your invoice" });
  await settled(world);
  expect(world.twilio.sent).toHaveLength(sent);

  expect((await everythingWeKeep(world)).filter((row) => OF_ANA.test(row))).toEqual([]);
  expect(await erase(world, { id: contact.id })).toMatchObject({ status: 200, sweep: "done" });
  expect((await erase(world, { phone: PHONE })).status).toBe(404);
  const others = await world.database.rows<{ n: number }>(
    "select count(*)::int as n from tasks where payload->>'body' = 'of another'",
  );
  expect(others).toEqual([{ n: OTHERS }]);
  await world.later(400);
  expect(await world.tasks("sweep-erased")).toMatchObject([{ done_at: expect.any(Date) }]);
});

test("until the sweep comes by, an erased person's messages are neither shown nor worked on", async ({
  world,
}) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  const { contact, messages } = await historyOf(world, { phone: PHONE });
  // As it is between the first statement and the sweep, of which a crash may keep us.
  await world.database.rows(
    `update contacts set phone = null, bsuid = 'erased:' || id, blocked_at = now(), profile_name = null where id = $1`,
    [contact.id],
  );
  expect((await historyOf(world, { id: contact.id })).messages).toEqual([]);
  const shown = await fetch(`${world.origin}/api/messages?id=${messages[0]?.id}`, {
    headers: { authorization: `Bearer ${world.env.API_KEY}` },
  });
  expect(shown.status).toBe(404);
  const calls = world.zendesk.tickets.length;
  await world.database.rows(
    "update tasks set done_at = null, due_at = now() where kind in ('file-message', 'answer-message')",
  );
  await world.settle();
  expect(world.zendesk.tickets).toHaveLength(calls);
});

test("a sweep that is killed after each slice goes on where it was, and keeps nothing it knew", async ({
  world,
}) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  await world.database.rows(
    `insert into batches (id, request_hash, provider, skipped)
     select gen_random_uuid(), 'h', 'twilio', '[{"to":"+1 415 555 0100","reason":"opted out"}]' from generate_series(1, 30)`,
  );
  const { contact } = await historyOf(world, { phone: PHONE });
  const { query } = world.deps.db;
  // The caller's instance dies behind the statement that makes them unknown.
  world.deps.db.query = async (statement) => {
    const rows = await query(statement);
    if (JSON.stringify(rows).includes("wasForgotten"))
      world.deps.db.query = () => Promise.reject(new Error("dead"));
    return rows as never;
  };
  expect((await callContacts(world, "DELETE", { phone: PHONE })).status).toBeGreaterThanOrEqual(500);
  world.deps.db.query = query;
  const other = await world.anotherInstance();
  world.deps.db.query = () => Promise.reject(new Error("dead"));
  await world.database.rows("update tasks set due_at = now() where kind = 'sweep-erased'");
  await other.deps.drain();
  world.deps.db.query = query;
  expect((await everythingWeKeep(world)).filter((row) => OF_ANA.test(row))).toEqual([]);
  expect((await historyOf(world, { id: contact.id })).contact.phone).toBeNull();
});
