import { createHash } from "node:crypto";
import { expect } from "vitest";
import { postEvent, startConversation } from "../sandbox/twilio/conversations.ts";
import { ANA, at, mirror } from "../support/conversations.ts";
import { startStallingProxy } from "../support/stalling-proxy.ts";
import { createWorld, test } from "../support/world.ts";

const IM = `IM${"a".repeat(32)}`;
const MB = `MB${"b".repeat(32)}`;
const message = { MessageSid: IM, Author: ANA, Source: "WHATSAPP", Body: "My card was charged twice" };
const NOTHING = { conversations: [], states: [], participants: [], messages: [], contacts: [], tasks: [] };

test.for([
  ["/api/webhooks/message-added", message, { messages: [{ body: message.Body }] }],
  ["/api/webhooks/conversation-state-updated", { StateTo: "closed" }, { states: [{ state_to: "closed" }] }],
  [
    "/api/webhooks/participant-added",
    { ParticipantSid: MB, "MessagingBinding.Address": ANA },
    { participants: [{ address: ANA, removed_at: null }] },
  ],
  [
    "/api/webhooks/participant-removed",
    { ParticipantSid: MB, Identity: "agent.kim" },
    { participants: [{ identity: "agent.kim", removed_at: expect.any(Date) }] },
  ],
] as const)("%s says what an event without EventType is", async ([path, fields, expected], { world }) => {
  const { tell } = startConversation(world);
  for (const as of ["form", "json"] as const) {
    const response = await tell("", fields, { path, as });
    expect([response.status, await response.text()]).toEqual([200, ""]);
  }
  expect(await mirror(world)).toMatchObject({ ...expected, conversations: [{}] });
});

test("EventType goes before the path, on every path", async ({ world }) => {
  const { tell } = startConversation(world);
  const options = { path: "/api/webhooks/participant-added" };
  expect((await tell("onMessageAdded", message, options)).status).toBe(200);
  await tell("onConversationAdded", { FriendlyName: "Order 7" }, { path: "/api/webhooks/twilio-event" });
  expect(await mirror(world)).toMatchObject({
    conversations: [{ friendly_name: "Order 7" }],
    messages: [{ body: message.Body }],
    participants: [],
  });
});

test("a JSON body is read as a form is, its bindings and files too", async ({ world }) => {
  const { tell } = startConversation(world);
  const Media = JSON.stringify([{ Sid: `ME${"d".repeat(32)}`, ContentType: "audio/ogg", Filename: null }]);
  const binding = { ParticipantSid: MB, "MessagingBinding.Address": ANA, DateCreated: at(1) };
  await tell("onMessageAdded", { ...message, Media }, { as: "json" });
  await tell("onParticipantAdded", binding, { as: "json" });
  expect(await mirror(world)).toMatchObject({
    messages: [{ kind: "audio", media: [{ contentType: "audio/ogg" }], direction: "inbound" }],
    participants: [{ address: ANA, added_at: new Date(at(1)) }],
  });
});

test("a JSON body with another hash, no hash, two or another's signature is refused with 403", async ({
  world,
}) => {
  const { tell } = startConversation(world);
  const hash = createHash("sha256").update("another body").digest("hex");
  const refused = [
    await tell("onMessageAdded", message, { as: "json", bodySHA256: hash }),
    await tell("onMessageAdded", message, { as: "json", bodySHA256: "" }),
    await tell("onMessageAdded", message, { as: "json", bodySHA256: `${hash}&bodySHA256=${hash}` }),
    await tell("onMessageAdded", message, { as: "json", signature: "c2lnbmF0dXJl" }),
    await tell("onMessageAdded", message, { as: "json", signature: "" }),
    await tell("onMessageAdded", message, { signature: "c2lnbmF0dXJl" }),
    await tell("onMessageAdded", { ...message, AccountSid: `AC${"9".repeat(32)}` }, { as: "json" }),
    await tell("onMessageAdded", { ...message, AccountSid: `AC${"9".repeat(32)}` }),
  ];
  expect(refused.map(({ status }) => status)).toEqual(Array(8).fill(403));
  expect(await mirror(world)).toEqual(NOTHING);
});

test("the other Twilio webhooks take no JSON", async ({ world }) => {
  const fields = {
    AccountSid: world.twilio.accountSid,
    MessageSid: `SM${"1".repeat(32)}`,
    MessageStatus: "sent",
  };
  for (const path of ["/api/twilio/status", "/api/twilio/whatsapp"]) {
    expect((await postEvent(world, fields, { path, as: "json" })).status).toBe(415);
  }
});

test("a signed body that is no JSON object is refused with 400", async ({ world }) => {
  for (const body of ["", "{", "[]", "null", `{"Media":${"[".repeat(60_000)}${"]".repeat(60_000)}}`]) {
    const hash = createHash("sha256").update(body).digest("hex");
    const path = `/api/twilio/conversation-events?bodySHA256=${hash}`;
    const signature = world.twilio.sign(`${world.deliver.publicBaseUrl}${path}`, {});
    const headers = { "content-type": "application/json", "x-twilio-signature": signature };
    const response = await fetch(`${world.origin}${path}`, { method: "POST", headers, body });
    expect([body.slice(0, 9), response.status]).toEqual([body.slice(0, 9), 400]);
  }
});

test.for([
  ["onMessageAdded", "MessageSid", { MessageSid: `SM${"1".repeat(32)}` }],
  ["onMessageAdded", "ConversationSid", { ...message, ConversationSid: "CH1" }],
  ["onParticipantAdded", "ParticipantSid", {}],
  ["onConversationAdded", "ConversationSid", { ConversationSid: "" }],
  ["onConversationStateUpdated", "StateTo", {}],
  ["onDeliveryUpdated", "Status", { MessageSid: IM }],
  ["onDeliveryUpdated", "MessageSid", { Status: "sent" }],
] as const)(
  "%s without a good %s is refused with 400 that names it",
  async ([type, name, fields], { world }) => {
    const response = await startConversation(world).tell(type, fields);
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringMatching(`^${name} is missing`),
    ]);
    expect(await mirror(world)).toEqual(NOTHING);
  },
);

test.for([
  ["onUserUpdated", {}],
  ["", {}],
  ["onConversationStateUpdated", { StateTo: "hibernating" }],
] as const)("%s is not known here (%j): 200, kept once with its body", async ([type, fields], { world }) => {
  const { tell } = startConversation(world);
  const told = { ...fields, Identity: "agent.kim" };
  for (let times = 0; times < 2; times += 1) {
    const response = await tell(type, told);
    expect([response.status, await response.text()]).toEqual([200, ""]);
  }
  expect(await mirror(world)).toEqual({ ...NOTHING, tasks: [{ kind: "unknown-event", dead: true }] });
  const [task] = await world.tasks();
  expect(task?.payload.raw).toContain("agent.kim");
});

test.for([
  "onMessageAdd",
  "onMessageUpdate",
  "onMessageRemove",
  "onConversationAdd",
  "onConversationUpdate",
  "onConversationRemove",
  "onParticipantAdd",
  "onParticipantUpdate",
  "onParticipantRemove",
])("%s is let through at once: 200, empty, nothing stored, no database needed", async (type, { world }) => {
  const proxy = await startStallingProxy(world.database.url);
  const instance = await world.anotherInstance({ env: { DATABASE_URL: proxy.url } });
  world.deliver.targetOrigin = instance.origin;
  proxy.set("stalled");
  const response = await startConversation(world).tell(type, message);
  expect([response.status, await response.text()]).toEqual([200, ""]);
  const unsigned = await startConversation(world).tell(type, message, { signature: "c2lnbmF0dXJl" });
  expect(unsigned.status).toBe(403);
  await proxy.close();
  expect(await mirror(world)).toEqual(NOTHING);
});

test.for(["cut", "stalled"] as const)(
  "database %s: 503 for each kind of event, nothing stored",
  async (mood, { world }) => {
    const proxy = await startStallingProxy(world.database.url);
    const instance = await world.anotherInstance({ env: { DATABASE_URL: proxy.url } });
    world.deliver.targetOrigin = instance.origin;
    proxy.set(mood);
    const { tell } = startConversation(world);
    const answers = await Promise.all([
      tell("onConversationAdded"),
      tell("onConversationStateUpdated", { StateTo: "closed" }),
      tell("onParticipantAdded", { ParticipantSid: MB }),
      tell("onMessageAdded", message),
      tell("onDeliveryUpdated", { MessageSid: IM, Status: "sent" }),
      tell("onUserUpdated"),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(503));
    await proxy.close();
    expect(await mirror(world)).toEqual(NOTHING);
  },
);

test("a customer's conversation message opens no ticket, unless the setting says so", async ({ world }) => {
  await startConversation(world).tell("onMessageAdded", message);
  await world.settle();
  expect([world.zendesk.tickets.length, world.twilio.sent.length]).toEqual([0, 0]);

  const asking = await createWorld({ env: { CONVERSATIONS_CREATE_TICKETS: "true" } });
  try {
    const { tell } = startConversation(asking);
    await tell("onMessageAdded", {
      MessageSid: `IM${"c".repeat(32)}`,
      Author: "agent.kim",
      Source: "SDK",
      Body: "Hi",
    });
    for (const type of ["onMessageAdded", "onMessageAdded", "onMessageUpdated"]) await tell(type, message);
    await asking.settle();
    expect(asking.zendesk.tickets).toMatchObject([{ subject: message.Body }]);
    expect(asking.twilio.sent).toMatchObject([
      { to: ANA, from: `whatsapp:${asking.env.TWILIO_WHATSAPP_NUMBER}` },
    ]);
  } finally {
    await asking.close();
  }
});

test("no number, text or signature stands in the log", async ({ world }) => {
  const { tell } = startConversation(world);
  await tell("onMessageAdded", message);
  await tell(`on ${ANA}`, message);
  await tell("onParticipantAdded", { ParticipantSid: MB, "MessagingBinding.Address": ANA });
  // Bodies are logged where DEBUG allows it only; a world keeps those lines too.
  const log = JSON.stringify(world.logged.filter(({ message }) => !String(message).endsWith(" body")));
  expect(log).toContain("Twilio conversation webhook: onMessageAdded, stored");
  expect(log).not.toMatch(/4155550100|charged twice|signature":/);
});
