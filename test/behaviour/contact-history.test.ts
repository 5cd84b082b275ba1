import { expect } from "vitest";
import { describeMessage } from "../../lib/contacts/describe-message.ts";
import { startConversation } from "../sandbox/twilio/conversations.ts";
import { callContacts, historyOf } from "../support/contacts.ts";
import { ANA } from "../support/conversations.ts";
import { lastTicket, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const PHONE = "+14155550100";
const UUID = /^[0-9a-f-]{36}$/;

/** Ana writes, her ticket is confirmed, and an agent answers. */
async function conversed(world: World) {
  world.zendesk.connectWebhook();
  await world.twilio.receive({ From: ANA, ProfileName: "Ana", Body: "My invoice is wrong" });
  await settled(world);
  world.zendesk.answer(lastTicket(world).id, { text: "We look into it" });
  await settled(world);
  return { ticketId: String(lastTicket(world).id), reply: world.twilio.sent[1]?.sid ?? "" };
}

test("a contact's history tells both sides, newest first, with ticks and the ticket", async ({ world }) => {
  const { ticketId, reply } = await conversed(world);
  await world.twilio.status(reply, "delivered");
  await world.twilio.status(reply, "read");
  const history = await historyOf(world, { phone: PHONE });
  expect(history).toMatchObject({
    contact: {
      id: expect.stringMatching(UUID),
      phone: PHONE,
      bsuid: null,
      profileName: "Ana",
      optedOutAt: null,
    },
    tickets: [
      {
        id: ticketId,
        subject: "My invoice is wrong",
        url: `https://acme.zendesk.com/agent/tickets/${ticketId}`,
      },
    ],
    messages: [
      { direction: "outbound", body: "We look into it", status: "read", twilioMessageSid: reply, ticketId },
      { direction: "outbound", body: expect.stringContaining("created"), status: "queued", ticketId },
      {
        direction: "inbound",
        body: "My invoice is wrong",
        status: "received",
        channel: "whatsapp",
        ticketId,
      },
    ],
    next: null,
  });
  const [told] = history.messages;
  for (const at of [told?.sentAt, told?.deliveredAt, told?.readAt])
    expect(Date.parse(at ?? "")).not.toBeNaN();
  expect(told).toMatchObject({ failedAt: null, errorCode: null, reason: null, nextStep: null });
  expect(history.contact.zendeskUserId).toBe(String(world.zendesk.users.at(-1)?.id));
});

test("where a customer is stands in their history", async ({ world }) => {
  const place = { Latitude: "52.52", Longitude: "13.40", Address: "Unter den Linden 1", Label: "The office" };
  await world.twilio.receive({ From: `whatsapp:${PHONE}`, Body: "", MessageType: "location", ...place });
  const message = (await historyOf(world, { phone: PHONE })).messages.at(-1);
  const location = {
    latitude: "52.52",
    longitude: "13.40",
    address: "Unter den Linden 1",
    label: "The office",
  };
  expect(message).toMatchObject({ kind: "location", location });
});

test("the same is told by id, by POST, which leaves no number in any log", async ({ world }) => {
  await conversed(world);
  const history = await historyOf(world, { phone: "whatsapp:+1 (415) 555-0100" });
  const { id } = history.contact;
  expect(await historyOf(world, { id })).toEqual(history);
  expect(await (await callContacts(world, "POST", { phone: PHONE, limit: 50 })).json()).toEqual(history);
  const lines = world.logged.filter(({ route }) => route === "contacts");
  for (const line of lines) expect(JSON.stringify(line)).not.toContain("4155550100");
  expect(lines).toContainEqual(
    expect.objectContaining({ message: "Contacts: phone …0100, read", outcome: "read", status: 200 }),
  );
});

test("somebody without a phone number is found by the business-scoped user id", async ({ world }) => {
  const bsuid = "US.13491208655302741918";
  await world.meta.receive("My printer is on fire", {
    contact: { user_id: bsuid, username: "ana", name: "Ana" },
  });
  await world.settle();
  expect(await historyOf(world, { bsuid })).toMatchObject({
    contact: { phone: null, bsuid, username: "ana" },
    messages: [
      { provider: "meta", direction: "outbound", externalMessageId: expect.stringContaining("wamid.") },
      { provider: "meta", direction: "inbound", externalMessageId: expect.stringContaining("wamid.") },
    ],
  });
});

test("a message that failed says why and what to do; one that waits for the customer does so too", async ({
  world,
}) => {
  const { ticketId, reply } = await conversed(world);
  await world.twilio.status(reply, "undelivered", { ErrorCode: "63024" });
  await world.database.rows(
    "update contact_logs set created_at = created_at - interval '25 hours', sent_at = null",
  );
  world.zendesk.answer(ticketId, { text: "Are you still there?" });
  await settled(world);
  const { contact, messages } = await historyOf(world, { phone: PHONE });
  expect(contact.serviceWindowClosesAt).toBeNull();
  expect(messages[0]).toMatchObject({
    body: "Are you still there?",
    status: "accepted",
    reason: expect.stringContaining("24 hours"),
    nextStep: expect.stringContaining("by itself"),
  });
  expect(messages[1]).toMatchObject({
    status: "undelivered",
    failedAt: expect.any(String),
    errorCode: "63024",
    reason: expect.stringContaining("may not be on WhatsApp"),
    nextStep: expect.stringContaining("check the number"),
  });
});

test("the service window closes 24 hours after the last WhatsApp message", async ({ world }) => {
  const at = new Date(Date.now() - 3 * 3600_000);
  await world.meta.receive("Hello, my invoice is wrong", { at });
  const wroteAt = (await world.logs("inbound"))[0]?.sent_at ?? at;
  const phone = (await world.database.rows<{ phone: string }>("select phone from contacts"))[0]?.phone;
  const { contact } = await historyOf(world, { phone });
  expect(Date.parse(contact.serviceWindowClosesAt ?? "")).toBe(wroteAt.getTime() + 24 * 3600_000);
});

test("files are named, and their addresses are not told", async ({ world }) => {
  const photo = { contentType: "image/jpeg", bytes: Buffer.from("a photo"), filename: "roof.jpg" };
  await world.twilio.receiveMedia({ From: ANA, Body: "" }, [photo]);
  await world.settle();
  const response = await callContacts(world, "GET", { phone: PHONE });
  const text = await response.text();
  expect(JSON.parse(text).messages.at(-1)).toMatchObject({
    kind: "image",
    media: [
      {
        contentType: "image/jpeg",
        filename: expect.toSatisfy((name) => name === null || name === "roof.jpg"),
      },
    ],
  });
  expect(text).not.toContain("api.twilio.com");
});

test("conversations in which a contact wrote are told with their names and states", async ({ world }) => {
  const { conversationSid, tell } = startConversation(world);
  await tell("onConversationAdded", { FriendlyName: "Ana's order", State: "active" });
  await tell("onMessageAdded", {
    MessageSid: `IM${"a".repeat(32)}`,
    Author: ANA,
    Source: "WHATSAPP",
    Body: "Hello",
  });
  expect(await historyOf(world, { phone: PHONE })).toMatchObject({
    conversations: [{ sid: conversationSid, friendlyName: "Ana's order", state: "active" }],
    messages: [{ body: "Hello", conversationSid }],
  });
});

test("one message is described by our id and by its provider's", async ({ world }) => {
  const { reply } = await conversed(world);
  const [newest] = (await historyOf(world, { phone: PHONE })).messages;
  const { db } = world.deps;
  const described = await describeMessage(db, { sid: reply });
  expect(JSON.parse(JSON.stringify(described))).toEqual(newest);
  expect(await describeMessage(db, { id: newest?.id ?? "" })).toEqual(described);
  expect(await describeMessage(db, { sid: `SM${"0".repeat(32)}` })).toBeUndefined();
});
