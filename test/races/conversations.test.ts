import { expect } from "vitest";
import { startConversation } from "../sandbox/twilio/conversations.ts";
import { ANA, at, mirror } from "../support/conversations.ts";
import { createWorld, test } from "../support/world.ts";

const IM = `IM${"a".repeat(32)}`;
const MB = `MB${"b".repeat(32)}`;

const EVENTS: [string, Record<string, string>][] = [
  ["onConversationAdded", { FriendlyName: "Order 7", State: "active", DateCreated: at(1) }],
  ["onParticipantAdded", { ParticipantSid: MB, "MessagingBinding.Address": ANA, DateCreated: at(2) }],
  ["onMessageAdded", { MessageSid: IM, Author: ANA, Source: "WHATSAPP", Body: "Hello", DateCreated: at(3) }],
  ["onConversationStateUpdated", { StateTo: "closed", StateUpdated: at(4) }],
  ["onDeliveryUpdated", { MessageSid: IM, Status: "read", DateUpdated: at(5) }],
];

test.for(EVENTS)("50 times the same %s at once, at two instances: one row each", async (event, { world }) => {
  const other = await world.anotherInstance();
  const origins = [world.origin, other.origin];
  const { tell } = startConversation(world);
  const posts = Array.from({ length: 50 }, (_, n) => {
    world.deliver.targetOrigin = origins[n % 2];
    return tell(...event);
  });
  expect((await Promise.all(posts)).map(({ status }) => status)).toEqual(Array(50).fill(200));
  const rows = await mirror(world);
  const counts = [rows.conversations, rows.states, rows.participants, rows.messages, rows.contacts];
  expect(Math.max(...counts.map(({ length }) => length))).toBe(1);
});

test("all events of a conversation at once end as one after the other, again and again", async ({
  world,
}) => {
  const other = await world.anotherInstance();
  const origins = [world.origin, other.origin];
  const sid = (prefix: string, n: number) => `${prefix}${n.toString(16).padStart(32, "0")}`;
  const rounds = 20;
  for (let round = 0; round < rounds; round += 1) {
    const { tell } = startConversation(world, sid("CH", round));
    const own = { MessageSid: sid("IM", round), ParticipantSid: sid("MB", round) };
    const posts = [...EVENTS, ...EVENTS].map(([eventType, fields], n) => {
      world.deliver.targetOrigin = origins[n % 2];
      return tell(eventType, { ...fields, ...own });
    });
    expect((await Promise.all(posts)).map(({ status }) => status)).toEqual(Array(10).fill(200));
  }
  const { conversations, states, participants, messages, contacts } = await mirror(world);
  for (const rows of [conversations, states, participants, messages]) expect(rows).toHaveLength(rounds);
  expect(contacts).toHaveLength(1);
  for (const row of conversations) expect(row).toMatchObject({ friendly_name: "Order 7", state: "closed" });
  for (const row of messages) {
    expect(row).toMatchObject({ direction: "inbound", body: "Hello", status: "read", phone: "+14155550100" });
  }
});

test("50 times a customer's message at once makes one ticket, where it may make tickets", async () => {
  const world = await createWorld({ env: { CONVERSATIONS_CREATE_TICKETS: "true" } });
  try {
    const { tell } = startConversation(world);
    const message = { MessageSid: IM, Author: ANA, Source: "WHATSAPP", Body: "My card was charged twice" };
    await Promise.all(Array.from({ length: 50 }, () => tell("onMessageAdded", message)));
    await world.settle();
    expect(world.zendesk.tickets).toHaveLength(1);
    expect(world.twilio.sent).toHaveLength(1);
  } finally {
    await world.close();
  }
});
