import { expect } from "vitest";
import { type Act, act, first, BY_PASSWORD as PASSWORD, row, TASK_ACTS } from "./audited-tasks.ts";
import { submit } from "./console.ts";
import { callApi, callContacts } from "./contacts.ts";
import { inAnHour } from "./messages-api.ts";
import type { World } from "./world.ts";

const contact = (world: World, more = "") =>
  row(
    world,
    `insert into contacts (id, phone${more && ", blocked_at, opted_out_at, sms_opted_out_at"})
    values (gen_random_uuid(), '+14155550100'${more}) returning id`,
  );
const marked = (world: World) => contact(world, ", now(), now(), now()");

const unconfirmed = async (world: World) =>
  row(
    world,
    `insert into contact_logs (id, contact_id, direction, provider, channel, contact_address, kind, body, status, handed_over_at, unsure_at)
    values (gen_random_uuid(), $1, 'outbound', 'twilio', 'whatsapp', 'whatsapp:+14155550100', 'text', 'Are you there?', 'accepted', now(), now())
    returning contact_id || ' ' || id || ' ' || to_char(unsure_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as id`,
    [await contact(world)],
  );

/** A batch of two by SMS that waits for its hour. */
const batch = async (world: World) => {
  const body = { to: ["+14155550123", "+14155550124"], channel: "sms", body: "Hello", sendAt: inAnHour() };
  const made = (await (await callApi(world, "POST", "/api/messages", body)).json()) as { batchId: string };
  await world.database.rows("delete from audit");
  return made.batchId;
};
const failedBatch = async (world: World) => {
  const id = await batch(world);
  await world.database.rows(
    "update contact_logs set status = 'failed', failed_at = now() where batch_id = $1",
    [id],
  );
  return id;
};

const KEY = { by: "api-key", actor_name: "API_KEY" };
const nothing = async () => "";

export const ACTS: Record<string, Act> = {
  "a contact is blocked": act({
    arrange: contact,
    does: (world, id) => submit(world, `/contacts/${id}/block`),
    says: (id) => ({
      ...PASSWORD,
      action: "contact.block",
      subject: `contact:${id}`,
      was: { blocked: false },
      became: { blocked: true },
    }),
  }),
  "a contact's language is set": act({
    arrange: contact,
    does: (world, id) => submit(world, `/contacts/${id}/language`, { language: "es" }),
    says: (id) => ({
      ...PASSWORD,
      action: "contact.language",
      subject: `contact:${id}`,
      was: { language: null, by: null },
      became: { language: "es", by: "chosen" },
    }),
  }),
  "a contact is unblocked": act({
    arrange: marked,
    does: (world, id) => submit(world, `/contacts/${id}/unblock`),
    says: (id) => ({ action: "contact.unblock", subject: `contact:${id}`, became: { blocked: false } }),
  }),
  "a contact is opted out": act({
    arrange: contact,
    does: (world, id) => submit(world, `/contacts/${id}/opt-out`),
    says: () => ({
      action: "contact.opt-out",
      was: { whatsapp: false, sms: false },
      became: { whatsapp: true, sms: true },
    }),
  }),
  "a contact is opted in": act({
    arrange: marked,
    does: (world, id) => submit(world, `/contacts/${id}/opt-in`),
    says: () => ({ action: "contact.opt-in", became: { whatsapp: false, sms: false } }),
  }),
  "a person is erased in the console": act({
    arrange: contact,
    does: (world, id) => submit(world, `/contacts/${id}/erase`),
    says: (id) => ({
      ...PASSWORD,
      action: "contact.erase",
      subject: `contact:${id}`,
      became: { everywhere: false },
    }),
  }),
  "a person is erased everywhere by the API": act({
    arrange: contact,
    does: (world) => callContacts(world, "DELETE", { phone: "+14155550100", everywhere: true }),
    says: (id) => ({
      ...KEY,
      action: "contact.erase",
      subject: `contact:${id}`,
      became: { everywhere: true },
    }),
  }),
  "a message is sent again": act({
    arrange: unconfirmed,
    does(world, id) {
      const [contactId, message = "", since = ""] = id.split(" ");
      return submit(world, `/contacts/${contactId}/send-again`, { message, "unconfirmed-since": since });
    },
    says: (id) => ({
      ...PASSWORD,
      action: "message.send-again",
      subject: `contact:${first(id)}`,
      was: { status: "unconfirmed" },
      became: { message: id.split(" ")[1] },
    }),
  }),
  ...TASK_ACTS,
  "a batch is sent": act({
    arrange: nothing,
    does: (world) =>
      callApi(world, "POST", "/api/messages", {
        to: ["+14155550123", "+14155550124"],
        channel: "sms",
        body: "Hello",
      }),
    says: () => ({ ...KEY, action: "batch.send", was: null, became: { recipients: 2 } }),
  }),
  "a batch is canceled in the console": act({
    arrange: batch,
    does: (world, id) => submit(world, `/batches/${id}`, { do: "cancel" }),
    says: (id) => ({
      ...PASSWORD,
      action: "batch.cancel",
      subject: `batch:${id}`,
      was: { canceled: false },
      became: { canceled: true },
    }),
  }),
  "a batch is canceled by the API": act({
    arrange: batch,
    does: (world, id) => callApi(world, "DELETE", `/api/messages?batch=${id}`),
    says: (id) => ({ ...KEY, action: "batch.cancel", subject: `batch:${id}` }),
  }),
  "a batch's failed messages are tried again in the console": act({
    arrange: failedBatch,
    does: (world, id) => submit(world, `/batches/${id}`, { do: "retry" }),
    says: (id) => ({ ...PASSWORD, action: "batch.retry", subject: `batch:${id}`, became: { messages: 2 } }),
  }),
  "a batch's failed messages are tried again by the API": act({
    arrange: failedBatch,
    does: (world, id) => callApi(world, "POST", `/api/messages?batch=${id}&retry=failed`),
    says: (id) => ({ ...KEY, action: "batch.retry", subject: `batch:${id}`, became: { messages: 2 } }),
  }),
  "a conversation is created": act({
    arrange: nothing,
    does: (world) =>
      callApi(world, "POST", "/api/conversations", {
        friendlyName: "Order 7",
        participants: [{ identity: "kim" }],
      }),
    says: () => ({
      ...KEY,
      action: "conversation.create",
      subject: expect.stringMatching(/^conversation:CH[0-9a-f]{32}$/),
      became: { created: true },
    }),
  }),
  "a message is added to a conversation": act({
    async arrange(world) {
      const made = await callApi(world, "POST", "/api/conversations", {
        friendlyName: "Order 7",
        participants: [{ identity: "kim" }],
      });
      await world.database.rows("delete from audit");
      return ((await made.json()) as { sid: string }).sid;
    },
    does: (world, sid) =>
      callApi(world, "POST", `/api/conversations?sid=${sid}`, { body: "Hello", author: "shop" }),
    says: (sid) => ({ ...KEY, action: "message.send", subject: `conversation:${sid}` }),
  }),
  "a look for what was missed is begun": act({
    arrange: nothing,
    does: (world) => submit(world, "/recovery", { upstream: "twilio" }),
    says: () => ({
      ...PASSWORD,
      action: "recovery.begin",
      subject: "upstream:twilio",
      became: expect.objectContaining({ recovery: expect.any(String), dryRun: false }),
    }),
  }),
  "an upstream is tried now": act({
    arrange: (world) =>
      row(
        world,
        "insert into upstream_pauses (upstream, paused_until, reason) values ('twilio', now() + interval '1 hour', 'It rests') returning upstream as id",
      ),
    does: (world) => submit(world, "/upstreams/twilio"),
    says: () => ({
      ...PASSWORD,
      action: "upstream.try",
      subject: "upstream:twilio",
      was: { paused: true },
      became: { paused: false },
    }),
  }),
};
