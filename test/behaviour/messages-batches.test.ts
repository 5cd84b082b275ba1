import { expect } from "vitest";
import {
  approveContent,
  CONTENT_SID,
  call,
  cancel,
  fastWorld,
  inAnHour,
  isTo,
  numbers,
  progress,
  receivers,
  retryFailed,
  test,
} from "../support/messages-api.ts";
import { notes, settled } from "../support/two-way.ts";
import type { World } from "../support/world.ts";

const ANA = "+14155550100";
const SMS = { channel: "sms", body: "We are closed on Friday" };

/** The customer writes; resolves when all that follows is done. */
async function writes(world: World, Body: string, From = `whatsapp:${ANA}`): Promise<string | undefined> {
  await world.twilio.receive({ From, Body });
  await settled(world);
  return world.twilio.sent.at(-1)?.body;
}

test("the same call with the same key is one batch with the same answer; another body is refused", async ({
  world,
}) => {
  const headers = { "idempotency-key": "friday-1" };
  const asked = { to: [...numbers(3), "0123"], ...SMS };
  const first = await call(world, asked, { headers });
  await world.settle();
  await world.database.rows("update contacts set opted_out_at = now()");
  const second = await call(world, asked, { headers });
  await world.settle();
  expect([first.status, second.status]).toEqual([202, 202]);
  expect(second.json).toEqual(first.json);
  const other = await call(world, { ...asked, body: "We are open" }, { headers });
  expect([other.status, other.json.error]).toEqual([
    409,
    "This Idempotency-Key was used for another request.",
  ]);
  expect(receivers(world)).toEqual(numbers(3));
});

test("without a key, the same call twice is two batches", async ({ world }) => {
  const [first, second] = [await call(world, { to: ANA, ...SMS }), await call(world, { to: ANA, ...SMS })];
  expect(first.json.batchId).not.toBe(second.json.batchId);
  await world.settle();
  expect(receivers(world)).toEqual([ANA, ANA]);
});

test("progress counts each message once, at what it has reached", async ({ world }) => {
  const { json } = await call(world, { to: [...numbers(6), "0123"], ...SMS });
  await world.settle();
  const [sent, delivered, read, failed, late] = world.twilio.sent.map(({ sid }) => sid);
  await world.twilio.status(sent ?? "", "sent");
  await world.twilio.status(delivered ?? "", "delivered");
  await world.twilio.status(read ?? "", "read");
  await world.twilio.status(failed ?? "", "undelivered", { ErrorCode: "30005" });
  for (const status of ["delivered", "sent"]) await world.twilio.status(late ?? "", status);
  expect(await progress(world, json.batchId)).toEqual({
    batchId: json.batchId,
    provider: "twilio",
    acceptedAt: expect.any(String),
    startedAt: expect.any(String),
    sendAt: null,
    canceledAt: null,
    estimatedEndAt: null,
    skipped: 1,
    total: 6,
    queued: 0,
    sent: 2,
    delivered: 2,
    read: 1,
    failed: 1,
    canceled: 0,
    unconfirmed: 0,
  });
});

test("a batch of a template of Meta's is sent with each one's variables, and counted", async ({ world }) => {
  const [ana = "", bob = ""] = numbers(2);
  const to = [
    { to: ana, variables: { 1: "Ana" } },
    { to: bob, variables: { 1: "Bob" } },
  ];
  const { json } = await call(world, { to, template: { name: "table_ready", language: "en" } });
  await world.settle();
  const bodies = world.meta.sent.map(({ payload }) => JSON.stringify(payload.template)).sort();
  expect(bodies).toEqual([expect.stringContaining('"Ana"'), expect.stringContaining('"Bob"')]);
  await world.meta.status(world.meta.sent[0]?.id ?? "", "delivered");
  expect(await progress(world, json.batchId)).toMatchObject({
    provider: "meta",
    total: 2,
    sent: 1,
    delivered: 1,
  });
});

test("a batch canceled before its hour is not sent; canceling it again changes nothing", async ({
  world,
}) => {
  const { json } = await call(world, { to: numbers(5), ...SMS, sendAt: inAnHour() });
  const first = await cancel(world, json.batchId);
  const second = await cancel(world, json.batchId);
  expect([first.status, first.json.canceled]).toEqual([200, 5]);
  expect([second.status, second.json.canceled]).toEqual([200, 0]);
  await world.later(7200);
  expect(world.twilio.sent).toEqual([]);
  expect(await progress(world, json.batchId)).toMatchObject({
    canceled: 5,
    queued: 0,
    canceledAt: expect.any(String),
  });
  expect((await retryFailed(world, json.batchId)).json.retried).toBe(0);
});

test("a batch canceled in the middle stops there", async () => {
  const world = await fastWorld({ SEND_RATE_PER_SECOND: "20" });
  try {
    const { json } = await call(world, { to: numbers(100), ...SMS });
    await world.later(1);
    const { json: ended } = await cancel(world, json.batchId);
    for (let n = 0; n < 3; n += 1) await world.later(300);
    const sent = world.twilio.sent.length;
    expect(sent).toBeGreaterThan(0);
    expect(ended.canceled).toBe(100 - sent);
    expect(await progress(world, json.batchId)).toMatchObject({ sent, canceled: 100 - sent, queued: 0 });
  } finally {
    await world.close();
  }
});

test("a cancellation that died after its first step holds, and whoever sends ends it", async ({ world }) => {
  const { json } = await call(world, { to: numbers(30), ...SMS, sendAt: inAnHour() });
  await world.database.rows("update batches set canceled_at = now()");
  await world.later(3601);
  expect(world.twilio.sent).toEqual([]);
  expect(await progress(world, json.batchId)).toMatchObject({ canceled: 30, queued: 0 });
});

test("only what failed for a reason that may have passed is retried, once a failure", async ({ world }) => {
  const to = numbers(4);
  const { json } = await call(world, { to, ...SMS });
  await world.settle();
  const codes = ["30003", "30005", "30008"];
  for (const [n, ErrorCode] of codes.entries()) {
    const { sid = "" } = world.twilio.sent.find((sent) => sent.to === to[n]) ?? {};
    await world.twilio.status(sid, "undelivered", { ErrorCode });
  }
  const answers = await Promise.all([retryFailed(world, json.batchId), retryFailed(world, json.batchId)]);
  expect(answers.map(({ status }) => status)).toEqual([202, 202]);
  expect(answers.reduce((sum, answer) => sum + answer.json.retried, 0)).toBe(2);
  await world.settle();
  expect(receivers(world)).toEqual([...to, to[0], to[2]].sort());
  expect(await progress(world, json.batchId)).toMatchObject({ total: 4, sent: 3, failed: 1 });
  expect((await retryFailed(world, json.batchId)).json.retried).toBe(0);
  await world.twilio.status(world.twilio.sent.at(-1)?.sid ?? "", "undelivered", { ErrorCode: "30003" });
  expect((await retryFailed(world, json.batchId)).json.retried).toBe(1);
});

test("where there is no WhatsApp it goes out as SMS, once, and counts as one message", async () => {
  const world = await fastWorld({ FALLBACK_SMS: "true" });
  try {
    approveContent(world, "Your table is ready");
    const to = [ANA, ...numbers(5)];
    const { json } = await call(world, { to, contentSid: CONTENT_SID });
    await world.settle();
    const failed = world.twilio.sent.filter((sent) => sent.to === `whatsapp:${ANA}`);
    for (const { sid } of [...failed, ...failed])
      await world.twilio.status(sid, "undelivered", { ErrorCode: "63024" });
    await settled(world);
    const sms = world.twilio.sent.filter((sent) => !sent.to.startsWith("whatsapp:"));
    expect(sms).toMatchObject([{ to: ANA, from: "+14155550199", body: "Your table is ready" }]);
    const [row] = await world.database.rows(
      "select f.channel, l.contact_address from contact_logs f join contact_logs l on l.id = f.fallback_of",
    );
    expect(row).toEqual({ channel: "sms", contact_address: `whatsapp:${ANA}` });
    expect(await progress(world, json.batchId)).toMatchObject({ total: 6, sent: 6, failed: 0 });
  } finally {
    await world.close();
  }
});

test("another failure, or without the setting, sends no SMS", async ({ world }) => {
  approveContent(world, "Your table is ready");
  world.fail("twilio", { twilioCode: 63024, status: 400 });
  const { json } = await call(world, { to: ANA, contentSid: CONTENT_SID });
  await settled(world);
  expect(world.callsTo("POST", "/Messages")).toHaveLength(1);
  expect(await progress(world, json.batchId)).toMatchObject({ failed: 1 });
});

test("a refusal of one recipient is told for that one, with its code", async ({ world }) => {
  world.fail("twilio", { twilioCode: 21211, status: 400 }, { when: isTo(ANA) });
  const { json } = await call(world, { to: [ANA, ...numbers(2)], ...SMS });
  await world.settle();
  expect(await progress(world, json.batchId)).toMatchObject({ sent: 2, failed: 1 });
  const failed = (await world.logs()).filter(({ status }) => status === "failed");
  expect(failed).toMatchObject([{ error_code: "21211" }]);
});

test("a reminder is acknowledged by ACK", async ({ world }) => {
  approveContent(world, "Your visit is tomorrow at 9");
  await call(world, { to: ANA, contentSid: CONTENT_SID, requiresAck: true });
  await world.settle();
  expect(await writes(world, "ACK")).toContain("Your visit is tomorrow at 9");
  const [row] = await world.database.rows("select acknowledged_at from contact_logs where requires_ack");
  expect(row?.acknowledged_at).toBeInstanceOf(Date);
});

test("an approval is asked of each recipient, decided by APPROVE, and its ticket hears of it", async ({
  world,
}) => {
  await writes(world, "My card was charged twice", "whatsapp:+14155550177");
  approveContent(world, "May we refund 20 EUR? APPROVE refund-7 or REJECT refund-7");
  const ticketId = world.zendesk.tickets[0]?.id;
  await call(world, { to: ANA, contentSid: CONTENT_SID, approval: { reference: "refund-7", ticketId } });
  await world.settle();
  expect(await writes(world, "APPROVE REFUND-7", "whatsapp:+14155550188")).not.toContain("approved");
  await writes(world, "APPROVE refund-7");
  const rows = await world.database.rows("select reference, decision from approvals");
  expect(rows).toEqual([{ reference: "refund-7", decision: "approved" }]);
  expect(notes(world)).toEqual([expect.stringContaining("refund-7")]);
});

test("a batch that there is not, and one that is none, are answered so", async ({ world }) => {
  const unknown = "?batch=01890000-0000-7000-8000-000000000000";
  for (const method of ["GET", "DELETE"] as const) {
    expect((await call(world, null, { method, query: unknown })).status).toBe(404);
    expect((await call(world, null, { method, query: "?batch=1" })).json.problems).toMatchObject([
      { path: "batch" },
    ]);
    expect((await call(world, null, { method, headers: { authorization: "Bearer x" } })).status).toBe(401);
  }
  expect((await call(world, null, { query: `${unknown}&retry=failed` })).status).toBe(404);
  expect((await call(world, null, { query: unknown })).json.problems).toMatchObject([{ path: "retry" }]);
});
