import { expect } from "vitest";
import { startConversation } from "../sandbox/twilio/conversations.ts";
import { callApi, callContacts, historyOf } from "../support/contacts.ts";
import { ANA, at, OUR_NUMBER } from "../support/conversations.ts";
import { everythingWeKeep } from "../support/traces.ts";
import { lastTicket, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const PHONE = "+14155550100";
/** Whatever of Ana could be found: her number, her names, her words and those that were written to her. */
const OF_ANA = /4155550100|555-0100|US\.1349|Ana|invoice|look into|order-7|Lisbon/;

const IM = `IM${"a".repeat(32)}`;

/** All that can be known of Ana: both providers, both ways, files, a conversation, an approval, raw payloads, failed calls. */
async function wellKnown(world: World) {
  world.zendesk.connectWebhook();
  const { sid } = await world.twilio.receive({ From: ANA, ProfileName: "Ana", Body: "My invoice is wrong" });
  await settled(world);
  const contact = {
    wa_id: PHONE.slice(1),
    user_id: "US.13491208655302741918",
    username: "Ana.L",
    name: "Ana",
  };
  const { wamid } = await world.meta.receive("Ana here, about my invoice", { contact });
  await settled(world);
  world.zendesk.answer(lastTicket(world).id, { text: "We look into it, Ana" });
  await settled(world);
  const reply = world.meta.sent.at(-1)?.id ?? "";
  await world.meta.status(reply, "failed", { errors: [{ code: 131026, title: "To Ana" }] });
  await settled(world);
  const told = {
    user_preferences: [
      { wa_id: PHONE.slice(1), detail: "Ana", category: "marketing_messages", value: "stop" },
    ],
  };
  await world.meta.post(world.meta.envelope(told, "user_preferences"));
  await world.twilio.status(world.twilio.sent[0]?.sid ?? "", "vanished", { To: ANA });
  const { tell } = startConversation(world);
  const events = [
    [
      "onConversationAdded",
      {
        FriendlyName: "Ana's order",
        UniqueName: "order-7",
        Attributes: '{"city":"Lisbon"}',
        DateCreated: at(1),
      },
    ],
    [
      "onParticipantAdded",
      {
        ParticipantSid: `MB${"b".repeat(32)}`,
        "MessagingBinding.Address": ANA,
        "MessagingBinding.ProxyAddress": OUR_NUMBER,
        DateCreated: at(1),
      },
    ],
    [
      "onMessageAdded",
      { MessageSid: IM, Author: ANA, Source: "WHATSAPP", Body: "The invoice", DateCreated: at(2) },
    ],
    [
      "onMessageAdded",
      {
        MessageSid: `IM${"c".repeat(32)}`,
        Author: "agent.kim",
        Source: "SDK",
        Body: "Hello Ana",
        DateCreated: at(3),
      },
    ],
  ] as const;
  for (const [type, fields] of events) await tell(type, fields);
  // Opted out by now: the batch names whom it left out.
  await callApi(world, "POST", "/api/messages", { to: ["+1 (415) 555-0100"], body: "Hello Ana" });
  await world.database.rows(
    "insert into approvals (id, contact_id, reference) select gen_random_uuid(), id, 'Ana-invoice' from contacts",
  );
  const again = async () => {
    await world.twilio.redeliver(sid);
    await world.meta.redeliver(wamid);
    await world.meta.post(world.meta.envelope(told, "user_preferences"));
    for (const [type, fields] of events) await tell(type, fields);
    await world.settle();
  };
  return { ...(await historyOf(world, { phone: PHONE })), again };
}

const erase = async (world: World, fields: Record<string, unknown>) => {
  const response = await callContacts(world, "DELETE", fields);
  return { status: response.status, ...(await response.json()) };
};

test("nothing of an erased person is left, the rows are, and the answer says who else has a copy", async ({
  world,
}) => {
  const { contact, messages, tickets } = await wellKnown(world);
  expect((await everythingWeKeep(world)).filter((row) => OF_ANA.test(row)).length).toBeGreaterThan(12);
  const rows = (await world.logs()).length;
  const answer = await erase(world, { phone: PHONE });
  expect(answer).toMatchObject({
    status: 200,
    contactId: contact.id,
    erased: {
      identity: true,
      messages: messages.length,
      tickets: 1,
      approvals: 1,
      conversations: 1,
      participants: 1,
      rawPayloads: 3,
    },
    notErased: {
      zendesk: {
        userId: contact.zendeskUserId,
        ticketIds: tickets.map(({ id }) => id),
        note: expect.stringContaining("not touched"),
      },
    },
  });
  expect((await everythingWeKeep(world)).filter((row) => OF_ANA.test(row))).toEqual([]);
  expect(await world.logs()).toHaveLength(rows);
  const left = await historyOf(world, { id: contact.id });
  expect(left.contact).toMatchObject({
    phone: null,
    bsuid: null,
    username: null,
    profileName: null,
    zendeskUserId: null,
  });
  const keptOf = ({
    id,
    status,
    kind,
    createdAt,
    twilioMessageSid,
    externalMessageId,
  }: (typeof messages)[number]) => ({
    ...{ id, status, kind, createdAt, twilioMessageSid, externalMessageId },
  });
  // Meta's ids are base64 around the number: a hash stands in their place.
  const blind = expect.stringMatching(/^erased:[0-9a-f]{64}$/);
  const expected = messages.map(keptOf).map((row) => ({
    ...row,
    externalMessageId: row.externalMessageId && blind,
  }));
  expect(left.messages.map(keptOf)).toEqual(expected);
});

test("what is delivered again brings nothing of an erased person back", async ({ world }) => {
  const { again } = await wellKnown(world);
  await erase(world, { phone: PHONE });
  const before = await everythingWeKeep(world);
  await again();
  const after = await everythingWeKeep(world);
  expect(after.filter((row) => OF_ANA.test(row))).toEqual([]);
  expect(after).toHaveLength(before.length);
});

test("erased twice, by the id nothing more is found, by the number nobody is", async ({ world }) => {
  await wellKnown(world);
  const { contactId } = await erase(world, { phone: PHONE });
  const before = await everythingWeKeep(world);
  expect(await erase(world, { id: contactId })).toMatchObject({
    status: 200,
    contactId,
    erased: {
      identity: false,
      messages: 0,
      tickets: 0,
      approvals: 0,
      tasks: 0,
      conversations: 0,
      participants: 0,
      rawPayloads: 0,
    },
  });
  expect((await erase(world, { phone: PHONE })).status).toBe(404);
  expect((await everythingWeKeep(world)).toSorted()).toEqual(before.toSorted());
});

test("who writes after being erased is a new contact with a new ticket", async ({ world }) => {
  const { contact } = await wellKnown(world);
  await erase(world, { phone: PHONE });
  await world.twilio.receive({ From: ANA, Body: "Hello, a question about shipping" });
  await settled(world);
  const history = await historyOf(world, { phone: PHONE });
  expect(history.contact.id).not.toBe(contact.id);
  expect(history.contact).toMatchObject({ optedOutAt: null, blockedAt: null });
  expect(history.messages).toHaveLength(2);
  expect(history.tickets).toEqual([expect.objectContaining({ subject: "Hello, a question about shipping" })]);
});

test("what was owed to an erased person is not done: no ticket, no answer, no held reply", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  await world.twilio.receive({ From: ANA, Body: "My invoice is wrong" });
  await settled(world);
  await world.database.rows(
    "update contact_logs set created_at = created_at - interval '25 hours', sent_at = null",
  );
  world.zendesk.answer(lastTicket(world).id, { text: "We look into it" });
  await settled(world);
  world.fail("zendesk", { status: 503 });
  world.fail("twilio", { status: 503 });
  await world.twilio.receive({ From: "whatsapp:+14155550177", Body: "The invoice of somebody else" });
  await world.twilio.receive({ From: ANA, Body: "One more invoice" });
  await world.settle();
  const { contactId } = await erase(world, { phone: PHONE });
  const open = await world.database.rows<{ kind: string }>(
    "select kind from tasks where done_at is null and (lane like '%' || $1 or payload->>'contactId' = $1)",
    [contactId],
  );
  expect(open).toEqual([{ kind: "sweep-erased" }]);
  // As work that was under way would promise.
  await world.database.rows(
    `insert into tasks (kind, dedupe_key, payload)
     select k, 'late:' || id, jsonb_build_object('logId', id)
     from contact_logs, unnest(array['answer-message', 'file-message', 'deliver-message', 'report-failure']) k
     where contact_id = $1`,
    [contactId],
  );
  const sent = world.twilio.sent.length;
  const users = world.zendesk.users.length;
  world.heal();
  for (let n = 0; n < 4; n += 1) await world.later(600);
  expect(world.zendesk.tickets.map(({ subject, comments }) => [subject, comments.length])).toEqual([
    ["My invoice is wrong", 3],
    ["The invoice of somebody else", 1],
  ]);
  expect(world.zendesk.users).toHaveLength(users + 1);
  expect(new Set(world.twilio.sent.slice(sent).map(({ to }) => to))).toEqual(
    new Set(["whatsapp:+14155550177"]),
  );
  expect(
    (await everythingWeKeep(world)).filter((row) => /4155550100|One more|look into|opted out/.test(row)),
  ).toEqual([]);
});
