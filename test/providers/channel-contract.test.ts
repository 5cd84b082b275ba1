import { describe, expect } from "vitest";
import type { OutboundMessage } from "../../lib/domain/message.ts";
import { UpstreamError } from "../../lib/errors.ts";
import { showThinking, showTyping } from "../../lib/outbound/show-typing.ts";
import { test, type World } from "../support/world.ts";

const message = (to: string, sender: string): OutboundMessage => ({
  logId: "01a1fe17-450d-7788-b638-a3c0cfd0216b",
  channel: "whatsapp",
  to,
  sender,
  content: { body: "Hello" },
});

/** Both channels, and how each of the same four things looks at its provider. */
const channels = [
  {
    name: "twilio" as const,
    message: message("whatsapp:+14155550100", "whatsapp:+14155238886"),
    sent: (world: World) => world.twilio.sent.length,
    rejection: { twilioCode: 21211, status: 400 } as const,
    code: "21211",
  },
  {
    name: "meta" as const,
    message: message("+14155550100", "14155238886"),
    sent: (world: World) => world.meta.sent.length,
    rejection: { metaCode: 131026, status: 400 } as const,
    code: "131026",
  },
];

describe.for(channels)("the $name channel", ({ name, message, sent, rejection, code }) => {
  test("accepted: the provider's id", async ({ world }) => {
    const outcome = await world.deps.channel(name).send(message);
    expect(outcome).toMatchObject({ outcome: "accepted", messageId: expect.stringMatching(/^(SM|wamid\.)/) });
    expect(sent(world)).toBe(1);
  });

  test("rejected: the provider's code", async ({ world }) => {
    world.fail(name, rejection);
    expect(await world.deps.channel(name).send(message)).toMatchObject({
      outcome: "rejected",
      errorCode: code,
    });
  });

  test("throttled: may be tried again, after as long as the provider asks", async ({ world }) => {
    world.fail(name, { status: 429, retryAfter: 7 });
    const sending = world.deps.channel(name).send(message);
    await expect(sending).rejects.toMatchObject({ failure: "throttled", retryAfterSeconds: 7 });
    await expect(sending).rejects.toBeInstanceOf(UpstreamError);
  });

  test.for(["drop-after", { status: 502 }, { status: 504 }, "html"] as const)(
    "unconfirmed (%s): the answer was lost",
    async (fault, { world }) => {
      world.fail(name, fault);
      expect(await world.deps.channel(name).send(message)).toEqual({ outcome: "unconfirmed" });
    },
  );

  test.for([{ status: 500 }, { status: 503 }])(
    "failing over there (%o): may be tried again",
    async (fault, { world }) => {
      world.fail(name, fault);
      await expect(world.deps.channel(name).send(message)).rejects.toMatchObject({ failure: "unavailable" });
    },
  );

  test("credentials refused: no call will work", async ({ world }) => {
    world.fail(name, { status: 401 });
    await expect(world.deps.channel(name).send(message)).rejects.toMatchObject({ failure: "unauthorized" });
  });
});

test("Meta's throttles are throttles under whatever HTTP status", async ({ world }) => {
  for (const metaCode of [4, 80007, 130429, 131048, 131056]) {
    world.fail("meta", { metaCode, status: 400 }, { times: 1 });
    await expect(
      world.deps.channel("meta").send(channels[1]?.message as OutboundMessage),
    ).rejects.toMatchObject({ failure: "throttled" });
  }
});

test("Meta takes templates, media, buttons and lists", async ({ world }) => {
  const { send } = world.deps.channel("meta");
  const base = channels[1]?.message as OutboundMessage;
  const contents: OutboundMessage["content"][] = [
    { name: "confirmation", language: "en", variables: { "1": "Ana", "2": "12" } },
    { mediaUrl: "https://example.com/a.jpg", mediaKind: "image", caption: "Look" },
    { body: "Which?", buttons: [{ id: "a", title: "A" }] },
    { body: "Which?", button: "Choose", rows: [{ id: "a", title: "A" }] },
  ];
  for (const content of contents)
    expect(await send({ ...base, content })).toMatchObject({ outcome: "accepted" });
  expect(world.meta.sent.map(({ payload }) => payload.type)).toEqual([
    "template",
    "image",
    "interactive",
    "interactive",
  ]);
});

const writes = (world: World, From = "whatsapp:+14155550100") => world.twilio.miss({ From, Body: "Hi" }).sid;
const typingCalls = (world: World) => world.callsTo("POST", "/v2/Indicators/Typing.json");

test("Twilio shows that somebody types where an answer takes its time, and only there", async ({ world }) => {
  const messageId = writes(world);
  await showTyping(world.deps, { provider: "twilio", channel: "whatsapp", messageId });
  expect(typingCalls(world)).toEqual([]);
  await showThinking(world.deps, { provider: "twilio", channel: "whatsapp", messageId });
  expect(typingCalls(world)).toMatchObject([{ body: { channel: "whatsapp", messageId }, status: 200 }]);
  expect(world.twilio.typing).toEqual([messageId]);
});

test("Twilio shows nothing by SMS, nor on a message of a conversation", async ({ world }) => {
  const messageId = writes(world, "+14155550100");
  await showThinking(world.deps, { provider: "twilio", channel: "sms", messageId });
  const inConversation = `IM${"1".repeat(32)}`;
  await showThinking(world.deps, { provider: "twilio", channel: "whatsapp", messageId: inConversation });
  await showThinking(world.deps, { provider: "twilio", channel: "whatsapp", messageId: null });
  expect(typingCalls(world)).toEqual([]);
  // Asked for all the same, it is refused.
  await expect(world.deps.channel("twilio").showThinking(messageId)).rejects.toMatchObject({ status: 400 });
  expect(world.twilio.typing).toEqual([]);
});

test("a message that Twilio does not know keeps no other from being shown", async ({ world }) => {
  const shown = { provider: "twilio", channel: "whatsapp" } as const;
  await showThinking(world.deps, { ...shown, messageId: `SM${"0".repeat(32)}` });
  await showThinking(world.deps, { ...shown, messageId: writes(world) });
  expect(typingCalls(world).map(({ status }) => status)).toEqual([404, 200]);
});

test.for(["hang", { status: 500 }, { status: 429 }] as const)(
  "an indicator of Twilio's that fails (%o) is given up, and none is asked for a while",
  async (fault, { world }) => {
    world.fail("twilio", fault);
    const shown = { provider: "twilio", channel: "whatsapp" } as const;
    for (let n = 0; n < 3; n += 1) await showThinking(world.deps, { ...shown, messageId: writes(world) });
    expect(typingCalls(world)).toHaveLength(1);
    expect(world.logged.filter(({ message }) => /did not show/.test(String(message)))).toHaveLength(1);
  },
);

test("Meta shows the same sign for both", async ({ world }) => {
  const { wamid: id } = await world.meta.receive("My invoice is wrong");
  const before = world.meta.typing.length;
  await showThinking(world.deps, { provider: "meta", channel: "whatsapp", messageId: id });
  expect(world.meta.typing.slice(before)).toEqual([id]);
});
