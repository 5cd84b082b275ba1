import { expect } from "vitest";
import { startConversation } from "../sandbox/twilio/conversations.ts";
import { newSid } from "../sandbox/twilio/message.ts";
import { ANA } from "../support/conversations.ts";
import { ask as call } from "../support/conversations-api.ts";
import { ask, CUSTOMERS, consentOf, remind, unacknowledged } from "../support/customers.ts";
import { settled } from "../support/two-way.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const PHONE = "+14155550100";
const NUMBER_OF_ANA = [ANA, PHONE, "+1 415 555 0100"];
const WORDS = ["STOP", "APPROVE A-123", "ACK", "My card was charged twice"];

/** Where messages of conversations are answered, too. */
const test = testIn(() => createWorld({ env: { CONVERSATIONS_CREATE_TICKETS: "true" } }));

/** Ana wrote a day and more ago, and was asked, and reminded, on WhatsApp. */
async function anaIsAsked(world: World) {
  const ana = CUSTOMERS.WhatsApp(world);
  await ana.writes("hi");
  await ask(world, ana, "A-123", null);
  await remind(world, ana, "Your inspection is on Monday");
  await world.database.rows(
    `update contact_logs set created_at = created_at - interval '25 hours', sent_at = sent_at - interval '25 hours'`,
  );
  await world.database.rows("update contacts set last_inbound_at = now() - interval '25 hours'");
  return ana;
}

/** Nothing that Ana was asked is done, nobody answers her, and no window is open. */
async function expectNothingDone(world: World, ana: Awaited<ReturnType<typeof anaIsAsked>>) {
  expect(ana.heard()).toHaveLength(1);
  expect(await consentOf(world, ana)).toEqual({ out: false, reason: null });
  expect(await consentOf(world, { ...ana, channel: "sms" })).toEqual({ out: false, reason: null });
  expect(await world.database.rows("select decision from approvals")).toEqual([{ decision: null }]);
  expect(await unacknowledged(world)).toEqual(["Your inspection is on Monday"]);
  expect(
    await world.database.rows("select 1 from contacts where last_inbound_at > now() - interval '1 day'"),
  ).toEqual([]);
  expect(world.zendesk.tickets).toEqual([]);
}

test.for(["SDK", "API", "sdk", "CHAT"])(
  "by %s nobody is the customer whose number they call themselves by",
  async (Source, { world }) => {
    const ana = await anaIsAsked(world);
    const { tell } = startConversation(world);
    for (const Author of NUMBER_OF_ANA)
      for (const Body of WORDS) {
        const message = { MessageSid: newSid("IM"), Author, Body };
        await tell("onMessageAdded", { ...message, Source });
        // Told once more, by an event that leaves its source out.
        await tell("onMessageUpdated", Source === "CHAT" ? { ...message, Source } : message);
      }
    await settled(world);
    const rows = await world.database.rows(
      "select distinct direction, contact_id, channel, command from contact_logs where conversation_sid is not null",
    );
    expect(rows).toEqual([{ direction: "outbound", contact_id: null, channel: null, command: null }]);
    await expectNothingDone(world, ana);
  },
);

test("whoever writes by our own API under a customer's number is not that customer", async ({ world }) => {
  const ana = await anaIsAsked(world);
  const { sid } = (await call(world, { friendlyName: "Order 7", participants: [{ identity: "shop" }] })).json;
  for (const author of [ANA, PHONE])
    for (const body of WORDS) expect((await call(world, { body, author }, { sid })).status).toBe(201);
  await world.twilio.tellConversationHooks();
  await settled(world);
  await expectNothingDone(world, ana);
});

test("an SMS under the name of a WhatsApp number is nobody's, and does nothing", async ({ world }) => {
  const ana = await anaIsAsked(world);
  const { tell } = startConversation(world);
  for (const Body of WORDS)
    await tell("onMessageAdded", { MessageSid: newSid("IM"), Author: ANA, Source: "SMS", Body });
  await settled(world);
  await expectNothingDone(world, ana);
});

test.for([
  ["SMS", PHONE, "sms", PHONE],
  ["WHATSAPP", ANA, "whatsapp", ANA],
  ["WHATSAPP", PHONE, "whatsapp", ANA],
  // Told by hand, or long ago, without a source.
  ["", ANA, "whatsapp", ANA],
] as const)("by %s %s writes on %s", async ([Source, Author, channel, contact_address], { world }) => {
  await startConversation(world).tell("onMessageAdded", {
    MessageSid: newSid("IM"),
    Author,
    ...(Source && { Source }),
    Body: "My card was charged twice",
  });
  await settled(world);
  expect(await world.logs("inbound")).toMatchObject([{ channel, contact_address }]);
  expect(world.zendesk.tickets).toHaveLength(1);
});
