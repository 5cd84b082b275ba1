import { expect } from "vitest";
import {
  BYPASS,
  ELSEWHERE,
  examine,
  look,
  NUMBER_INBOUND,
  number,
  OUR_CONVERSATIONS,
  OUR_SENDER,
  OUR_SERVICE,
  PREVIEW,
  putInService,
  SENDER_INBOUND,
  STATUS,
  sender,
  TRYING_AGAIN,
  test,
} from "../support/twilio-account.ts";
import type { World } from "../support/world.ts";

test("an account that is set up as docs/twilio.md says has nothing to mend", async ({ world }) => {
  const findings = await examine(world);
  expect(findings.map(({ what, state }) => `${what}: ${state}`)).toEqual([
    "Twilio's credentials: ok",
    "The Twilio account: ok",
    "The WhatsApp sender: ok",
    `${SENDER_INBOUND}: ok`,
    "Fallback webhook of the WhatsApp sender: ok",
    "Status callback of the WhatsApp sender: ok",
    "The SMS number: ok",
    `${NUMBER_INBOUND}: ok`,
    "Fallback webhook of the SMS number: ok",
    "Status callback of the SMS number: ok",
    "Webhook of Conversations (the account's): ok",
    "Template TWILIO_CONTENT_SID: off",
    "Template TWILIO_REPLY_CONTENT_SID: warning",
  ]);
  expect(findings[2]?.says).toBe("It is on line: quality HIGH, limit 10K Customers/24hr.");
  expect(world.calls.every(({ method }) => method === "GET")).toBe(true);
});

test.for([
  [
    "not at all",
    {
      TWILIO_ACCOUNT_SID: undefined,
      TWILIO_AUTH_TOKEN: undefined,
      TWILIO_WHATSAPP_NUMBER: undefined,
      TWILIO_PHONE_NUMBER: undefined,
    },
    { state: "off", says: "Twilio is not configured." },
  ],
  [
    "without its Auth Token",
    { TWILIO_AUTH_TOKEN: undefined },
    {
      state: "broken",
      says: expect.stringContaining("TWILIO_AUTH_TOKEN is missing"),
      cure: expect.stringContaining("Set TWILIO_AUTH_TOKEN"),
    },
  ],
  [
    "with an account that is none",
    {
      TWILIO_ACCOUNT_SID: "AC1",
      TWILIO_AUTH_TOKEN: undefined,
      TWILIO_WHATSAPP_NUMBER: undefined,
      TWILIO_PHONE_NUMBER: undefined,
    },
    { state: "broken", says: expect.stringContaining("TWILIO_ACCOUNT_SID") },
  ],
] as const)("Twilio configured %s is one finding", async ([, env, expected], { world }) => {
  expect(await examine(world, env)).toMatchObject([expected]);
  expect(world.calls.filter(({ provider }) => provider === "twilio")).toEqual([]);
});

test("refused credentials are broken, and nothing else is looked at", async ({ world }) => {
  const [credentials, ...others] = await examine(world, { TWILIO_AUTH_TOKEN: "another-auth-token" });
  expect(credentials).toMatchObject({ what: "Twilio's credentials", state: "broken" });
  expect(credentials?.cure).toContain("TWILIO_AUTH_TOKEN");
  expect(new Set(others.map(({ state }) => state))).toEqual(new Set(["unknown"]));
  expect(others.map(({ what }) => what)).toContain("The WhatsApp sender");
  expect(world.calls.filter(({ provider }) => provider === "twilio")).toHaveLength(1);
});

test.for([
  ["active", "Trial", "warning", "verified numbers"],
  ["suspended", "Full", "broken", "suspended"],
] as const)("an account that is %s and %s is %s", async ([status, type, state, words], { world }) => {
  world.twilio.setUp.account = { status, type };
  const finding = await look(world, "The Twilio account");
  expect(finding).toMatchObject({ state, says: expect.stringContaining(words), cure: expect.any(String) });
});

test.for([
  [
    "is not registered",
    ({ twilio }: World) => twilio.setUp.senders.splice(0),
    {
      state: "broken",
      says: expect.stringContaining("no such sender"),
      cure: expect.stringContaining("TWILIO_WHATSAPP_NUMBER"),
    },
  ],
  [
    "is off line",
    (world: World) =>
      Object.assign(sender(world), {
        status: "OFFLINE",
        offline_reasons: [
          { code: "63104", message: "The account was disabled.", more_info: "https://x.example" },
        ],
      }),
    {
      state: "broken",
      says: expect.stringContaining("The account was disabled. (code 63104)"),
      actual: "OFFLINE",
    },
  ],
  [
    "waits for its verification",
    (world: World) => Object.assign(sender(world), { status: "PENDING_VERIFICATION" }),
    { state: "broken", says: expect.stringContaining("PENDING_VERIFICATION") },
  ],
  [
    "is being changed",
    (world: World) => Object.assign(sender(world), { status: "ONLINE:UPDATING" }),
    { state: "ok" },
  ],
  [
    "is of low quality",
    (world: World) =>
      Object.assign(sender(world), {
        properties: { quality_rating: "LOW", messaging_limit: "1K Customers/24hr" },
      }),
    { state: "warning", says: expect.stringContaining("quality LOW, limit 1K Customers/24hr") },
  ],
  [
    "has sent nothing yet",
    (world: World) => Object.assign(sender(world), { properties: null }),
    { state: "ok", says: "It is on line." },
  ],
] as const)("a WhatsApp sender that %s is told as such", async ([, arrange, expected], { world }) => {
  arrange(world);
  expect(await look(world, "The WhatsApp sender")).toMatchObject(expected);
});

test("a sender is found behind the first page of them", async ({ world }) => {
  const others = Array.from({ length: 60 }, (_, n) => ({
    ...sender(world),
    sender_id: `whatsapp:+1415666${1000 + n}`,
  }));
  world.twilio.setUp.senders.unshift(...others);
  expect((await look(world, "The WhatsApp sender")).state).toBe("ok");
});

test("Twilio's own sandbox number can only be set up by hand, and is told how", async ({ world }) => {
  const env = { TWILIO_WHATSAPP_NUMBER: "+14155238886" };
  const finding = await look(world, "The WhatsApp sandbox of Twilio", env);
  expect(finding).toMatchObject({ state: "unknown", cure: expect.stringContaining("Sandbox settings") });
  expect(finding.expected).toBe(`When a message comes in: ${TRYING_AGAIN}; status callback: ${STATUS}`);
  expect(finding.fix).toBeUndefined();
});

test("a number that the account does not have is broken", async ({ world }) => {
  world.twilio.setUp.numbers = [];
  const finding = await look(world, "The SMS number");
  expect(finding).toMatchObject({ state: "broken", cure: expect.stringContaining("TWILIO_PHONE_NUMBER") });
});

test("without an SMS number there is nothing to look at", async ({ world }) => {
  expect((await look(world, "The SMS number", { TWILIO_PHONE_NUMBER: undefined })).state).toBe("off");
});

test("the configured Messaging Service is missed, and so is a number that is not in it", async ({
  world,
}) => {
  const env = { TWILIO_MESSAGING_SERVICE_SID: OUR_SERVICE };
  expect(await look(world, "The Messaging Service", env)).toMatchObject({
    state: "broken",
    cure: expect.stringContaining("TWILIO_MESSAGING_SERVICE_SID"),
  });
  putInService(world, world.deliver.phoneNumber);
  const senders = `Senders of Messaging Service ${OUR_SERVICE}`;
  expect(await look(world, senders, env)).toMatchObject({
    state: "warning",
    says: expect.stringContaining("TWILIO_WHATSAPP_NUMBER is not among them"),
  });
  world.twilio.setUp.services[0]?.members.push(`whatsapp:${OUR_SENDER}`);
  expect((await look(world, senders, env)).state).toBe("ok");
});

test.for([
  ["throttled", { status: 429, retryAfter: 1 }, "throttles"],
  ["failing", { status: 500 }, "fails"],
  ["away", "drop-before", "does not answer"],
  ["behind a page of maintenance", "html", "does not answer"],
] as const)(
  "with Twilio %s nothing is known, and nothing breaks off",
  async ([, fault, words], { world }) => {
    world.fail("twilio", fault);
    const templates = {
      TWILIO_CONTENT_SID: `HX${"a".repeat(32)}`,
      TWILIO_REPLY_CONTENT_SID: `HX${"b".repeat(32)}`,
    };
    const findings = await examine(world, templates);
    expect(findings).toHaveLength(7);
    expect(new Set(findings.map(({ state }) => state))).toEqual(new Set(["unknown"]));
    for (const { says, cure } of findings) {
      expect(says).toContain(words);
      expect(cure).toBeTruthy();
    }
  },
);

test("where Twilio refuses one thing, the others are still looked at", async ({ world }) => {
  const fault = { status: 403, body: { code: 20008, message: "Resource not accessible", status: 403 } };
  world.fail("twilio", fault, { when: ({ path }) => path.startsWith("/v2/Channels/Senders") });
  expect(await look(world, "The WhatsApp sender")).toMatchObject({
    state: "unknown",
    says: expect.stringContaining("20008"),
  });
  expect((await look(world, NUMBER_INBOUND)).state).toBe("ok");
});

test("no finding shows a secret or a number, whatever is wrong", async ({ world }) => {
  putInService(world, `whatsapp:${OUR_SENDER}`).inbound_request_url = ELSEWHERE;
  Object.assign(sender(world).webhook, {
    status_callback_url: `${STATUS}?to=${OUR_SENDER}&x-vercel-protection-bypass=${BYPASS}`,
  });
  Object.assign(number(world), { sms_url: `https://ana:${BYPASS}@other.example/in`, sms_fallback_url: null });
  world.twilio.setUp.conversations.account.post_webhook_url = ELSEWHERE;
  const env = {
    ...PREVIEW,
    TWILIO_CONVERSATIONS_SERVICE_SID: OUR_CONVERSATIONS,
    CONVERSATIONS_CREATE_TICKETS: "true",
  };
  const told = JSON.stringify(await examine(world, env));
  for (const secret of [world.deliver.authToken, BYPASS, "s3cret", OUR_SENDER, world.deliver.phoneNumber]) {
    expect(told).not.toContain(secret);
  }
});
