import { expect } from "vitest";
import type { Form } from "../sandbox/upstreams/call.ts";
import { mirror } from "../support/conversations.ts";
import { ask } from "../support/conversations-api.ts";
import { test, type World } from "../support/world.ts";

const ANA = "whatsapp:+14155550100";
const OUR_WHATSAPP = "whatsapp:+14155238886";
const OUR_SMS = "+14155550199";
const SERVICE = `IS${"5".repeat(32)}`;
const SID = /^CH[0-9a-f]{32}$/;

const ORDER = {
  friendlyName: "Order 7",
  uniqueName: "order-7",
  participants: [{ identity: "agent.kim" }, { address: ANA, proxyAddress: OUR_WHATSAPP }],
};

/** What Twilio was asked to create, one form a call. */
const creations = (world: World) =>
  world.callsTo("POST", "/ConversationWithParticipants").map(({ body }) => body as Form);

/** What stands in the mirror, without the moments, which Twilio tells more exactly in its webhooks. */
async function mirrored(world: World) {
  const { conversations, participants, messages, contacts, tasks } = await mirror(world);
  const plain = (row: object) =>
    Object.fromEntries(Object.entries(row).filter(([, value]) => !(value instanceof Date)));
  return {
    conversations: conversations.map(plain),
    participants: participants.map(plain),
    messages: messages.map((row) => ({ ...plain(row), detail: { ...row.detail, toldAt: null } })),
    contacts,
    tasks,
  };
}

test("an external system creates a conversation with its participants, and hears its SID", async ({
  world,
}) => {
  const { status, json, headers } = await ask(world, ORDER);
  expect([status, headers.get("content-type")]).toEqual([201, "application/json"]);
  expect(json).toEqual({
    sid: expect.stringMatching(SID),
    friendlyName: "Order 7",
    uniqueName: "order-7",
    state: "active",
    created: true,
    participants: [
      { sid: expect.stringMatching(/^MB/), identity: "agent.kim" },
      { sid: expect.stringMatching(/^MB/), address: ANA, proxyAddress: OUR_WHATSAPP },
    ],
  });
  expect(world.twilio.conversations.map(({ sid }) => sid)).toEqual([json.sid]);
});

test("the mirror shows conversation and participants at once, and the webhooks change nothing of it", async ({
  world,
}) => {
  const { json } = await ask(world, ORDER);
  const before = await mirrored(world);
  expect(before.conversations).toMatchObject([
    { sid: json.sid, friendly_name: "Order 7", unique_name: "order-7", state: "active" },
  ]);
  expect(before.participants).toHaveLength(2);
  expect(before.participants).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ conversation_sid: json.sid, identity: "agent.kim", address: null }),
      expect.objectContaining({ address: ANA, proxy_address: OUR_WHATSAPP, binding_type: "whatsapp" }),
    ]),
  );
  expect(world.twilio.conversationHooks.map(({ eventType }) => eventType)).toEqual([
    "onConversationAdded",
    "onParticipantAdded",
    "onParticipantAdded",
  ]);
  const told = await world.twilio.tellConversationHooks();
  expect(told.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await mirrored(world)).toEqual(before);
});

test("webhooks that overtake Twilio's own answer leave the same mirror", async ({ world }) => {
  const first = await ask(world, ORDER);
  const message = await ask(world, { body: "Hello", author: "agent.kim" }, { sid: first.json.sid });
  expect(message.status).toBe(201);
  const [atOnce, hooks] = [await mirrored(world), [...world.twilio.conversationHooks]];
  for (const table of ["contact_logs", "conversation_participants", "conversations"]) {
    await world.database.rows(`delete from ${table}`);
  }
  await world.twilio.tellConversationHooks();
  expect(hooks).toHaveLength(4);
  expect(await mirrored(world)).toEqual(atOnce);
  expect((await ask(world, ORDER)).json).toMatchObject({ sid: first.json.sid, created: false });
  expect(await mirrored(world)).toEqual(atOnce);
});

test("a message is added with its author, and stands in the mirror before its webhook, once", async ({
  world,
}) => {
  const { sid } = (await ask(world, ORDER)).json;
  const { status, json } = await ask(world, { body: "Your parcel is on its way", author: "shop" }, { sid });
  expect([status, json]).toEqual([
    201,
    { sid: expect.stringMatching(/^IM[0-9a-f]{32}$/), conversationSid: sid, author: "shop" },
  ]);
  const rows = async () => (await mirrored(world)).messages;
  const before = await rows();
  expect(before).toMatchObject([
    {
      twilio_message_sid: json.sid,
      conversation_sid: sid,
      direction: "outbound",
      body: "Your parcel is on its way",
      detail: { author: "shop", source: "API", index: "0" },
      status: "sent",
    },
  ]);
  await world.twilio.tellConversationHooks();
  expect(await rows()).toEqual(before);
  await world.settle();
  expect(world.zendesk.tickets).toEqual([]);
});

test("a message without an author is the system's", async ({ world }) => {
  const { sid } = (await ask(world, ORDER)).json;
  const form = new URLSearchParams({ body: "Good day", attributes: '{"campaign":"spring"}' });
  expect((await ask(world, form, { sid })).json).toMatchObject({ author: "system" });
  expect(world.twilio.conversations[0]?.messages).toMatchObject([
    { body: "Good day", attributes: '{"campaign":"spring"}' },
  ]);
});

const participantsAsText = JSON.stringify(ORDER.participants);
test.for<[string, object | URLSearchParams]>([
  ["JSON", ORDER],
  ["JSON with the participants as a text", { ...ORDER, participants: participantsAsText }],
  ["a form", new URLSearchParams({ ...ORDER, participants: participantsAsText })],
  [
    "a form that names each participant by itself",
    new URLSearchParams([
      ["friendlyName", "Order 7"],
      ["uniqueName", "order-7"],
      ...ORDER.participants.map((one) => ["participants", JSON.stringify(one)]),
    ]),
  ],
])("%s asks Twilio for the same", async ([, body], { world }) => {
  expect((await ask(world, body)).status).toBe(201);
  expect(creations(world)).toEqual([
    {
      FriendlyName: "Order 7",
      UniqueName: "order-7",
      Participant: [
        '{"identity":"agent.kim"}',
        `{"messaging_binding":{"address":"${ANA}","proxy_address":"${OUR_WHATSAPP}"}}`,
      ],
    },
  ]);
  const [call] = world.callsTo("POST", "/ConversationWithParticipants");
  expect(call?.path).toBe("/v1/ConversationWithParticipants");
  expect(call?.headers["x-twilio-webhook-enabled"]).toBe("true");
});

test.for([
  ["WhatsApp", "whatsapp:+1 (415) 555-0100", ANA, OUR_WHATSAPP],
  ["WhatsApp, in capitals", "WhatsApp:+14155550100", ANA, OUR_WHATSAPP],
  ["SMS", " +1 415 555 0100 ", "+14155550100", OUR_SMS],
])(
  "an address of %s without a proxyAddress is behind our number there",
  async ([, given, address, proxy], { world }) => {
    expect((await ask(world, { participants: [{ address: given }] })).status).toBe(201);
    expect(world.twilio.conversations[0]?.participants).toMatchObject([
      { messaging_binding: { address, proxy_address: proxy } },
    ]);
  },
);

test("attributes are kept, as an object and as its text", async ({ world }) => {
  const participants = [{ identity: "kim" }];
  await ask(world, { participants, attributes: { order: 7 } });
  await ask(world, { participants, attributes: '{"order":7}' });
  expect(creations(world).map(({ Attributes }) => Attributes)).toEqual(['{"order":7}', '{"order":7}']);
  expect((await mirrored(world)).conversations).toMatchObject([
    { attributes: '{"order":7}' },
    { attributes: '{"order":7}' },
  ]);
});

test("with TWILIO_CONVERSATIONS_SERVICE_SID everything happens in that service", async ({ world }) => {
  const { origin } = await world.anotherInstance({ env: { TWILIO_CONVERSATIONS_SERVICE_SID: SERVICE } });
  const { sid } = (await ask(world, ORDER, { origin })).json;
  await ask(world, { body: "Hello" }, { sid, origin });
  await ask(world, ORDER, { origin });
  expect(world.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    `POST /v1/Services/${SERVICE}/ConversationWithParticipants`,
    `GET /v1/Services/${SERVICE}/Conversations/${sid}/Participants`,
    `POST /v1/Services/${SERVICE}/Conversations/${sid}/Messages`,
    `POST /v1/Services/${SERVICE}/ConversationWithParticipants`,
    `GET /v1/Services/${SERVICE}/Conversations/order-7`,
    `GET /v1/Services/${SERVICE}/Conversations/${sid}/Participants`,
  ]);
  expect((await mirrored(world)).conversations).toMatchObject([{ chat_service_sid: SERVICE }]);
});

test("a conversation that an external system makes at Twilio itself comes by the webhooks", async ({
  world,
}) => {
  const { accountSid, authToken } = world.twilio;
  const form = new URLSearchParams({ FriendlyName: "Made elsewhere", Participant: '{"identity":"kim"}' });
  const response = await fetch(
    `${world.env.UPSTREAM_ORIGIN}/conversations.twilio.com/v1/ConversationWithParticipants`,
    {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`,
        "x-twilio-webhook-enabled": "true",
      },
      body: form,
    },
  );
  expect(response.status).toBe(202);
  expect((await mirrored(world)).conversations).toEqual([]);
  await world.twilio.tellConversationHooks();
  const { conversations, participants } = await mirrored(world);
  expect(conversations).toMatchObject([{ friendly_name: "Made elsewhere", state: "active" }]);
  expect(participants).toMatchObject([{ identity: "kim" }]);
});

test("a preview creates with its own key, in its own database, and tells Twilio nothing of its protection", async ({
  world,
}) => {
  const bypass = "bypass-of-the-preview";
  const { origin } = await world.anotherInstance({
    env: {
      VERCEL_ENV: "preview",
      VERCEL_URL: "tickline-git-branch.vercel.app",
      VERCEL_AUTOMATION_BYPASS_SECRET: bypass,
    },
  });
  const { status, text } = await ask(world, ORDER, { origin });
  expect(status).toBe(201);
  expect(text + JSON.stringify(world.calls)).not.toContain(bypass);
  expect((await mirrored(world)).conversations).toHaveLength(1);
});
