import { expect } from "vitest";
import { createUpstreamFetch, type UpstreamFetch } from "../../lib/http/upstream.ts";
import { callApi, callContacts } from "../support/contacts.ts";
import { ANA } from "../support/conversations.ts";
import { createWorld, test, type World } from "../support/world.ts";

const PHONE = "+14155550100";

/** Ana wrote, and may be written to; then a batch goes to her alone. */
async function sendToAna(world: World): Promise<string> {
  await world.twilio.receive({ From: ANA, Body: "My invoice is wrong" });
  await world.settle();
  const response = await callApi(world, "POST", "/api/messages", {
    to: [PHONE],
    body: "Your invoice is right now",
  });
  const { batchId } = await response.json();
  expect([response.status, batchId]).toEqual([202, expect.any(String)]);
  // A batch goes at its provider's pace.
  const sent = async () => {
    await world.later(1);
    return world.twilio.sent.at(-1)?.body;
  };
  await expect.poll(sent).toBe("Your invoice is right now");
  return batchId;
}

test("a send to an erased person whose answer was lost is not looked for among the messages of others", async ({
  world,
}) => {
  await world.twilio.receive({ From: ANA, Body: "My invoice is wrong" });
  await world.settle();
  await world.database.rows(
    "update contact_logs set status = 'accepted', twilio_message_sid = null where direction = 'outbound'",
  );
  await callContacts(world, "DELETE", { phone: PHONE });
  const before = world.calls.length;
  await world.database.rows(
    `insert into tasks (kind, dedupe_key, payload) select 'deliver-message', 'late', jsonb_build_object('logId', id)
     from contact_logs where direction = 'outbound'`,
  );
  await world.settle();
  expect(world.calls.slice(before)).toEqual([]);
  expect(await world.logs("outbound")).toMatchObject([{ twilio_message_sid: null, body: "" }]);
});

test("a refusal that comes after their erasure is kept without its words, which may name them", async () => {
  let erased: Response | undefined;
  const fetchUpstream: UpstreamFetch = async (upstream, url, init) => {
    if (upstream !== "twilio" || init?.method !== "POST")
      return createUpstreamFetch(world.deps.env)(upstream, url, init);
    erased ??= await callContacts(world, "DELETE", { phone: PHONE });
    const message = `The 'To' number ${PHONE} is not a valid phone number.`;
    return Response.json({ code: 21211, message, status: 400 }, { status: 400 });
  };
  const world = await createWorld({ deps: { fetchUpstream } });
  try {
    await world.twilio.receive({ From: ANA, Body: "My invoice is wrong" });
    await world.settle();
    expect(erased?.status).toBe(200);
    expect(await world.logs("outbound")).toMatchObject([
      { status: "failed", error_code: "21211", error_message: null, body: "" },
    ]);
  } finally {
    await world.close();
  }
});

test("a batch's message to an erased person is neither sent nor tried again", async ({ world }) => {
  const batchId = await sendToAna(world);
  const [sid] = world.twilio.sent.slice(-1).map((message) => message.sid);
  await world.twilio.status(sid ?? "", "failed", { ErrorCode: "63018" });
  await world.settle();
  await callContacts(world, "DELETE", { phone: PHONE });
  const rows = (await world.logs()).length;
  const retried = await callApi(world, "POST", `/api/messages?batch=${batchId}&retry=failed`);
  expect([retried.status, await retried.json()]).toMatchObject([202, { retried: 0 }]);
  expect(await world.logs()).toHaveLength(rows);
});

test("a batch whose sender died comes to rest when its person is erased", async ({ world }) => {
  const batchId = await sendToAna(world);
  await world.database.rows(
    `update contact_logs set status = 'accepted', twilio_message_sid = null, handed_over_at = now() - interval '1 hour'
     where batch_id = $1`,
    [batchId],
  );
  await callContacts(world, "DELETE", { phone: PHONE });
  const before = world.calls.length;
  await world.database.rows("update tasks set done_at = null, due_at = now() where kind = 'send-batch'");
  await world.settle();
  expect(world.calls.slice(before)).toEqual([]);
  const tasks = await world.tasks("send-batch");
  expect(tasks.every(({ done_at }) => done_at !== null)).toBe(true);
});
