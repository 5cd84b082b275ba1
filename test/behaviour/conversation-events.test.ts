import { expect } from "vitest";
import { startConversation } from "../sandbox/twilio/conversations.ts";
import { ANA, at, mirror, OUR_NUMBER } from "../support/conversations.ts";
import { test } from "../support/world.ts";

const IM = `IM${"a".repeat(32)}`;
const MB = `MB${"b".repeat(32)}`;

test("a conversation is mirrored with its names, and knows its state and its end", async ({ world }) => {
  const { conversationSid, tell } = startConversation(world);
  const names = { FriendlyName: "Ana's order", UniqueName: "order-7", Attributes: '{"vip":true}' };
  const added = await tell("onConversationAdded", { ...names, State: "active", DateCreated: at(1) });
  expect([added.status, await added.text()]).toEqual([200, ""]);
  expect(await mirror(world)).toMatchObject({
    conversations: [
      {
        sid: conversationSid,
        friendly_name: "Ana's order",
        unique_name: "order-7",
        attributes: '{"vip":true}',
        state: "active",
        removed_at: null,
        created_at: new Date(at(1)),
      },
    ],
  });
  await tell("onConversationUpdated", { FriendlyName: "Ana's second order", DateUpdated: at(2) });
  await tell("onConversationRemoved", { DateRemoved: at(3) });
  const { conversations } = await mirror(world);
  expect(conversations).toMatchObject([
    { friendly_name: "Ana's second order", unique_name: "order-7", removed_at: new Date(at(3)) },
  ]);
});

test("a state change stands on the conversation and once in its history", async ({ world }) => {
  const { tell } = startConversation(world);
  const changed = { StateFrom: "active", StateTo: "inactive", StateUpdated: at(5), Reason: "TIMER" };
  for (let times = 0; times < 3; times += 1) {
    expect((await tell("onConversationStateUpdated", changed)).status).toBe(200);
  }
  expect(await mirror(world)).toMatchObject({
    conversations: [{ state: "inactive", state_at: new Date(at(5)) }],
    states: [{ state_from: "active", state_to: "inactive", reason: "TIMER", changed_at: new Date(at(5)) }],
  });
});

test("ConversationState is taken in place of StateTo", async ({ world }) => {
  const { tell } = startConversation(world);
  await tell("onConversationStateUpdated", { ConversationState: "closed", DateUpdated: at(5) });
  expect(await mirror(world)).toMatchObject({
    conversations: [{ state: "closed" }],
    states: [{ state_to: "closed" }],
  });
});

test("state changes without a date are history once, however often they are told", async ({ world }) => {
  const { tell } = startConversation(world);
  for (const StateTo of ["active", "active", "closed", "closed"]) {
    await tell("onConversationStateUpdated", { StateTo });
  }
  const { conversations, states } = await mirror(world);
  expect(conversations).toMatchObject([{ state: "closed" }]);
  expect(states.map(({ state_to }) => state_to)).toEqual(["active", "closed"]);
});

test("a late change of state is history and undoes nothing", async ({ world }) => {
  const { tell } = startConversation(world);
  await tell("onConversationStateUpdated", { StateTo: "closed", StateUpdated: at(9) });
  await tell("onConversationStateUpdated", { StateTo: "inactive", StateUpdated: at(8) });
  await tell("onConversationAdded", { State: "active", DateCreated: at(1) });
  const { conversations, states } = await mirror(world);
  expect(conversations).toMatchObject([{ state: "closed", state_at: new Date(at(9)) }]);
  expect(states.map(({ state_to }) => state_to)).toEqual(["inactive", "closed"]);
});

test("participants come, change and go, and whoever is gone stays gone", async ({ world }) => {
  const { conversationSid, tell } = startConversation(world);
  const binding = {
    ParticipantSid: MB,
    "MessagingBinding.Address": ANA,
    "MessagingBinding.ProxyAddress": OUR_NUMBER,
    "MessagingBinding.Type": "whatsapp",
    DateCreated: at(1),
  };
  await tell("onParticipantAdded", binding);
  await tell("onParticipantUpdated", { ...binding, RoleSid: "RL1", DateUpdated: at(2) });
  await tell("onParticipantRemoved", { ParticipantSid: MB, DateUpdated: at(3) });
  for (const late of ["onParticipantAdded", "onParticipantUpdated"]) await tell(late, binding);
  expect(await mirror(world)).toMatchObject({
    conversations: [{ sid: conversationSid }],
    participants: [
      {
        sid: MB,
        conversation_sid: conversationSid,
        identity: null,
        address: ANA,
        proxy_address: OUR_NUMBER,
        binding_type: "whatsapp",
        role_sid: "RL1",
        added_at: new Date(at(1)),
        removed_at: new Date(at(3)),
      },
    ],
  });
});

test("a customer's message is theirs in the log; an agent's is outbound", async ({ world }) => {
  const { conversationSid, tell } = startConversation(world);
  const Media = JSON.stringify([
    { Sid: `ME${"d".repeat(32)}`, ContentType: "image/jpeg", Filename: "x.jpg", Size: 9 },
  ]);
  const photo = { MessageSid: IM, Author: ANA, Source: "WHATSAPP", Body: "", Media, DateCreated: at(1) };
  await tell("onMessageAdded", photo);
  const agents = `IM${"b".repeat(32)}`;
  await tell("onMessageAdded", { MessageSid: agents, Author: "agent.kim", Source: "SDK", Body: "Hello Ana" });
  const { messages, contacts, tasks } = await mirror(world);
  expect(messages).toMatchObject([
    {
      twilio_message_sid: IM,
      provider: "twilio",
      channel: "whatsapp",
      direction: "inbound",
      conversation_sid: conversationSid,
      contact_address: ANA,
      sender: OUR_NUMBER,
      phone: "+14155550100",
      kind: "image",
      status: "received",
      media: [{ contentType: "image/jpeg", filename: "x.jpg" }],
    },
    {
      twilio_message_sid: agents,
      direction: "outbound",
      phone: null,
      contact_address: null,
      status: "sent",
      body: "Hello Ana",
      detail: { author: "agent.kim", source: "SDK" },
    },
  ]);
  expect(contacts).toEqual([{ phone: "+14155550100", bsuid: null, last_inbound_at: new Date(at(1)) }]);
  expect(tasks).toEqual([]);
});

test.for([
  ["+14155550100", "SMS", "inbound", "sms"],
  ["whatsapp:US.13491208655302741918", "WHATSAPP", "inbound", "whatsapp"],
  ["ana.on.messenger", "MESSENGER", "inbound", null],
  ["ana.on.messenger", "WHATSAPP", "inbound", null],
  ["system", "API", "outbound", null],
  ["14155550100", "SDK", "outbound", null],
  [OUR_NUMBER, "API", "outbound", null],
] as const)("%s by %s is %s", async ([Author, Source, direction, channel], { world }) => {
  const { tell } = startConversation(world);
  await tell("onMessageAdded", { MessageSid: IM, Author, Source, Body: "Hello" });
  expect((await mirror(world)).messages).toMatchObject([{ direction, channel }]);
});

test("an edited message shows its newest text, a removed one keeps its row", async ({ world }) => {
  const { tell } = startConversation(world);
  const message = { MessageSid: IM, Author: ANA, Source: "WHATSAPP", DateCreated: at(1) };
  await tell("onMessageAdded", { ...message, Body: "My card was chraged twice" });
  await tell("onMessageUpdated", { ...message, Body: "My card was charged twice", DateUpdated: at(3) });
  await tell("onMessageUpdated", { ...message, Body: "My card was chragd twice", DateUpdated: at(2) });
  expect((await mirror(world)).messages).toMatchObject([{ body: "My card was charged twice" }]);
  await tell("onMessageRemoved", { ...message, DateUpdated: at(4) });
  await tell("onMessageAdded", { ...message, Body: "My card was chraged twice" });
  const { messages } = await mirror(world);
  expect(messages).toMatchObject([{ body: "My card was charged twice", status: "received" }]);
  expect(new Date(String(messages[0]?.detail.removedAt))).toEqual(new Date(at(4)));
});

test("the answer goes out by the number that the participant writes to", async ({ world }) => {
  const binding = {
    ParticipantSid: MB,
    "MessagingBinding.Address": ANA,
    "MessagingBinding.ProxyAddress": "whatsapp:+14155239999",
  };
  const message = { Author: ANA, Source: "WHATSAPP", Body: "Hello" };
  const { tell } = startConversation(world);
  await tell("onMessageAdded", { ...message, MessageSid: IM });
  await tell("onParticipantAdded", binding);
  await tell("onMessageAdded", { ...message, MessageSid: `IM${"b".repeat(32)}` });
  expect((await mirror(world)).messages.map(({ sender }) => sender)).toEqual(
    Array(2).fill("whatsapp:+14155239999"),
  );
});
