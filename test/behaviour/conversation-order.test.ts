import { expect } from "vitest";
import { type Conversation, startConversation } from "../sandbox/twilio/conversations.ts";
import { ANA, at, mirror, OUR_NUMBER, permutations } from "../support/conversations.ts";
import { test } from "../support/world.ts";

const numbered = (prefix: string, n: number) => `${prefix}${n.toString(16).padStart(32, "0")}`;

type Event = [eventType: string, fields: Record<string, string>];

/** A conversation's first minute. */
function firstMinute(n: number, customer = ANA): Event[] {
  const agents = { MessageSid: numbered("IM", n), Author: "agent.kim", Source: "SDK" };
  return [
    ["onConversationAdded", { FriendlyName: "Order 7", State: "active", DateCreated: at(1) }],
    [
      "onParticipantAdded",
      {
        ParticipantSid: numbered("MB", n),
        "MessagingBinding.Address": customer,
        "MessagingBinding.ProxyAddress": OUR_NUMBER,
        DateCreated: at(2),
      },
    ],
    ["onMessageAdded", { ...agents, Body: "Hello Ana", DateCreated: at(3) }],
    ["onDeliveryUpdated", { MessageSid: agents.MessageSid, Status: "read", DateUpdated: at(5) }],
    ["onConversationStateUpdated", { StateFrom: "active", StateTo: "closed", StateUpdated: at(6) }],
  ];
}

async function tellAll({ tell }: Conversation, events: Event[]) {
  for (const event of events) expect((await tell(...event)).status).toBe(200);
}

/** Rows of many conversations that are all alike have one form. */
function forms(rows: Record<string, unknown>[]): number {
  const own = ["created_at", "sid", "conversation_sid", "chat_service_sid", "twilio_message_sid"];
  const form = (row: object) => JSON.stringify(Object.entries(row).filter(([name]) => !own.includes(name)));
  return new Set(rows.map(form)).size;
}

// 600 webhooks, on a machine that may do other things as well.
test("each of the 120 orders of a conversation's first minute ends alike", { timeout: 120_000 }, async ({
  world,
}) => {
  const orders = permutations([0, 1, 2, 3, 4]);
  await Promise.all(
    orders.map((order, n) => {
      const events = firstMinute(n);
      const ordered = order.flatMap((index) => (events[index] ? [events[index]] : []));
      return tellAll(startConversation(world, numbered("CH", n)), ordered);
    }),
  );
  const { conversations, states, participants, messages } = await mirror(world);
  for (const rows of [conversations, states, participants, messages]) {
    expect(rows).toHaveLength(120);
    expect(forms(rows)).toBe(1);
  }
  expect(conversations[0]).toMatchObject({
    friendly_name: "Order 7",
    state: "closed",
    created_at: new Date(at(1)),
  });
  expect(messages[0]).toMatchObject({
    kind: "text",
    body: "Hello Ana",
    status: "read",
    sent_at: new Date(at(3)),
    delivered_at: new Date(at(5)),
    read_at: new Date(at(5)),
  });
});

test("added, updated twice and removed end alike in each of the 24 orders", async ({ world }) => {
  const about = {
    Conversation: (index: number) => ({ FriendlyName: `name ${index}`, Attributes: `{"n":${index}}` }),
    Participant: (index: number, n: number) => ({
      ParticipantSid: numbered("MB", n),
      Identity: `identity ${index}`,
      RoleSid: `RL${index}`,
    }),
    Message: (index: number, n: number) => ({
      MessageSid: numbered("IM", n),
      Body: `text ${index}`,
      Author: ANA,
      Source: "WHATSAPP",
    }),
  };
  const changes = ["Added", "Updated", "Updated", "Removed"];
  for (const [n, order] of permutations([0, 1, 2, 3]).entries()) {
    const { tell } = startConversation(world, numbered("CH", n));
    for (const [name, fields] of Object.entries(about)) {
      for (const index of order) {
        // What is removed may be told with a text of long ago.
        const told = fields(index === 3 ? 0 : index, n);
        await tell(`on${name}${changes[index]}`, { ...told, DateCreated: at(0), DateUpdated: at(index) });
      }
    }
  }
  const { conversations, participants, messages } = await mirror(world);
  for (const rows of [conversations, participants, messages]) {
    expect(rows).toHaveLength(24);
    expect(forms(rows)).toBe(1);
  }
  expect(conversations[0]).toMatchObject({ friendly_name: "name 2", removed_at: new Date(at(3)) });
  expect(participants[0]).toMatchObject({ identity: "identity 2", removed_at: new Date(at(3)) });
  expect(messages[0]).toMatchObject({ body: "text 2", direction: "inbound" });
  expect(new Date(String(messages[0]?.detail.removedAt))).toEqual(new Date(at(3)));
});

test("states in any order end in the newest, all of them history", async ({ world }) => {
  const states = ["initializing", "active", "inactive", "closed"];
  for (const [n, order] of permutations([0, 1, 2, 3]).entries()) {
    const { tell } = startConversation(world, numbered("CH", n));
    // The first two in one second, as Twilio does when it makes a conversation.
    for (const index of order) {
      await tell("onConversationStateUpdated", {
        StateTo: states[index] ?? "",
        StateUpdated: at(Math.max(index, 1)),
      });
    }
  }
  const rows = await mirror(world);
  expect(rows.conversations).toHaveLength(24);
  expect(forms(rows.conversations)).toBe(1);
  expect(rows.conversations[0]).toMatchObject({ state: "closed" });
  expect(rows.states).toHaveLength(96);
});

test("receipts in each of the 24 orders end in read, before and after their message", async ({ world }) => {
  const receipts = ["queued", "sent", "delivered", "read"];
  for (const [n, order] of permutations(receipts).entries()) {
    const { tell } = startConversation(world, numbered("CH", n));
    const MessageSid = numbered("IM", n);
    const tellMessage = () =>
      tell("onMessageAdded", {
        MessageSid,
        Author: "agent.kim",
        Source: "API",
        Body: "Hi",
        DateCreated: at(1),
      });
    if (n % 2) await tellMessage();
    for (const Status of order) {
      await tell("onDeliveryUpdated", { MessageSid, Status, DateUpdated: at(2 + receipts.indexOf(Status)) });
    }
    if (n % 2 === 0) await tellMessage();
  }
  const { messages } = await mirror(world);
  expect(messages).toHaveLength(24);
  expect(forms(messages)).toBe(1);
  expect(messages[0]).toMatchObject({
    status: "read",
    body: "Hi",
    sent_at: new Date(at(1)),
    delivered_at: new Date(at(4)),
    read_at: new Date(at(5)),
  });
});

test("a failed receipt keeps its code; one with a status invented since is kept as it came", async ({
  world,
}) => {
  const { tell } = startConversation(world);
  const MessageSid = numbered("IM", 1);
  await tell("onDeliveryUpdated", { MessageSid, Status: "failed", ErrorCode: "63016" });
  await tell("onDeliveryUpdated", { MessageSid, Status: "sent", ErrorCode: "0" });
  const response = await tell("onDeliveryUpdated", { MessageSid, Status: "teleported" });
  expect(response.status).toBe(200);
  expect(await mirror(world)).toMatchObject({
    messages: [{ status: "failed", error_code: "63016" }],
    tasks: [{ kind: "unknown-status", dead: true }],
  });
});
