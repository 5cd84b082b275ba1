import { expect } from "vitest";
import { parseEnv } from "../../lib/config/env.ts";
import { examineSettings } from "../../lib/doctor/tickline/settings.ts";
import { test as base } from "../support/shared-world.ts";
import { createWorld, PUBLIC_BASE_URL, type World } from "../support/world.ts";

const test = base.extend<{ trusting: World }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  trusting: async ({}, use) => {
    const world = await createWorld({ deps: { acceptUnsigned: true } });
    await use(world);
    await world.close();
  },
});

const INBOUND = "/api/twilio/whatsapp";
const STATUS = "/api/twilio/status";
const NEW_TOKEN = "0123456789abcdef0123456789abcdef";

/** Posts to both routes of an instance, signed by this token. */
async function postBoth(world: World, origin: string, authToken?: string) {
  world.deliver.targetOrigin = origin;
  const both = { AccountSid: world.twilio.accountSid, MessageSid: `SM${"1".repeat(32)}` };
  const options = authToken === undefined ? {} : { authToken };
  const message = { From: "whatsapp:+14155550100", To: "whatsapp:+14155238886", Body: "A question" };
  const responses = [
    await world.twilio.post(INBOUND, { ...both, ...message, NumMedia: "0" }, options),
    await world.twilio.post(STATUS, { ...both, MessageStatus: "sent" }, options),
  ];
  return Promise.all(responses.map(async (response) => [response.status, await response.text()]));
}

const rows = (name: string, values: (string | undefined)[], alone = {}) =>
  values.map((value) => [name, value, { ...alone, [name]: value }] as const);
const NOTHING = [undefined, "", "   "];
const PLACEHOLDERS = ["your_auth_token", "changeme", "<token>", "xxxxxxxx", "CHANGE-ME", "todo"];

test.for([
  ...rows("TWILIO_AUTH_TOKEN", [...NOTHING, ...PLACEHOLDERS]),
  ...rows("TWILIO_ACCOUNT_SID", [...NOTHING, ...PLACEHOLDERS, `AC${"x".repeat(32)}`, "AC123"]),
  ...rows("TWILIO_WHATSAPP_NUMBER", [...NOTHING, ...PLACEHOLDERS, "+1xxxxxxxxxx"], {
    TWILIO_PHONE_NUMBER: undefined,
  }),
  ...rows("PUBLIC_BASE_URL", [...NOTHING, "<your url>", "tickline.example", "javascript:alert(1)"]),
])(
  "with %s set to %j both routes answer 503, name it, and let nobody in",
  async ([name, value, env], { shared }) => {
    const { origin } = await shared.anotherInstance({ env });
    for (const key of [undefined, "", value ?? "undefined"]) {
      for (const [status, text] of await postBoth(shared, origin, key)) {
        expect([status, text]).toEqual([
          503,
          expect.stringMatching(`is not configured: set ${name}(\\.| \\(what is set is malformed: )`),
        ]);
      }
    }
    expect(await shared.logs()).toEqual([]);
  },
);

test.for([
  ["TWILIO_ACCOUNT_SID", "AC123", "AC and 32 hexadecimal digits"],
  ["TWILIO_AUTH_TOKEN", "of-15-character", "at least 16 characters"],
  ["TWILIO_WHATSAPP_NUMBER", "the blue one", "a phone number with its country code, such as +14155550100"],
  ["PUBLIC_BASE_URL", "tickline.example", "an address like https://support.example.com"],
] as const)(
  "with %s set to %j both routes say that it is malformed, and how it must look",
  async ([name, value, shape], { shared }) => {
    const { origin } = await shared.anotherInstance({
      env: { TWILIO_PHONE_NUMBER: undefined, [name]: value },
    });
    const sentence = `set ${name} (what is set is malformed: it must be ${shape}).`;
    for (const answer of await postBoth(shared, origin))
      expect(answer).toEqual([503, expect.stringContaining(sentence)]);
  },
);

test("with no Twilio setting at all, each missing one is named once", async ({ shared }) => {
  const names = ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_WHATSAPP_NUMBER", "TWILIO_PHONE_NUMBER"];
  const { origin } = await shared.anotherInstance({
    env: Object.fromEntries(names.map((name) => [name, undefined])),
  });
  for (const answer of await postBoth(shared, origin)) {
    expect(answer).toEqual([503, expect.stringContaining(`set ${names.slice(0, 3).join(", ")}.`)]);
  }
});

test("a placeholder for the second token is no token", async ({ shared }) => {
  for (const secret of ["", "changeme", "your_webhook_secret"]) {
    const { origin } = await shared.anotherInstance({ env: { TWILIO_WEBHOOK_SECRET: secret } });
    expect((await postBoth(shared, origin, secret)).map(([status]) => status)).toEqual([403, 403]);
  }
});

test("while a token is rotated, webhooks signed by the old and by the new one are taken, others are not", async ({
  world,
}) => {
  const { origin } = await world.anotherInstance({ env: { TWILIO_WEBHOOK_SECRET: NEW_TOKEN } });
  for (const [token, statuses] of [
    [world.twilio.authToken, [200, 204]],
    [NEW_TOKEN, [200, 204]],
    ["f".repeat(32), [403, 403]],
  ] as const) {
    expect((await postBoth(world, origin, token)).map(([status]) => status)).toEqual(statuses);
  }
});

test("one number is enough: with SMS alone, an SMS becomes a ticket", async ({ world }) => {
  const { origin, deps } = await world.anotherInstance({ env: { TWILIO_WHATSAPP_NUMBER: undefined } });
  world.deliver.targetOrigin = origin;
  await world.twilio.receive({ From: "+14155550100", Body: "My card was charged twice" });
  await deps.drain();
  expect(world.zendesk.tickets).toHaveLength(1);
});

test("the sandbox takes a plain curl as a customer's message, and says so", async ({ trusting: world }) => {
  const body = new URLSearchParams({ Body: "My card was charged twice" });
  const response = await fetch(world.origin + INBOUND, { method: "POST", body });
  expect(response.status).toBe(200);
  await world.settle();
  expect(world.zendesk.tickets).toMatchObject([{ subject: "My card was charged twice" }]);
  expect(world.logged).toContainEqual(
    expect.objectContaining({ message: "Accepted without a signature, as only the sandbox does" }),
  );
});

test("even the sandbox refuses a signature that is wrong or empty", async ({ trusting: world }) => {
  const body = new URLSearchParams({ Body: "My card was charged twice" });
  const right = world.twilio.sign(PUBLIC_BASE_URL + INBOUND, { Body: "Another text" });
  for (const signature of [right, "wrong", ""]) {
    const headers = { "x-twilio-signature": signature };
    const response = await fetch(world.origin + INBOUND, { method: "POST", headers, body });
    expect(response.status).toBe(403);
  }
  expect(await world.logs()).toEqual([]);
});

test.for(["production", "preview", "development", undefined])(
  "in Vercel's environment %s nothing unsigned is taken",
  async (VERCEL_ENV, { shared }) => {
    const { origin } = await shared.anotherInstance({ env: { VERCEL_ENV, NODE_ENV: "development" } });
    for (const path of [INBOUND, STATUS]) {
      const body = new URLSearchParams({ AccountSid: shared.twilio.accountSid, Body: "A question" });
      expect((await fetch(origin + path, { method: "POST", body })).status).toBe(403);
    }
  },
);

test("the doctor says of a setting that another one needs that it may be missing, and how else to mend it", () => {
  expect(examineSettings(parseEnv({ RATINGS: "zendesk" }))).toContainEqual(
    expect.objectContaining({
      what: "RATINGS_SURVEY_ID",
      says: expect.stringContaining("is missing or malformed"),
      cure: "Set RATINGS_SURVEY_ID to the survey's id, which RATINGS=zendesk needs, or take that back.",
    }),
  );
});
