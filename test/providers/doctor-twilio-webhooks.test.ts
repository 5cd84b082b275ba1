import { expect } from "vitest";
import {
  ELSEWHERE,
  INBOUND,
  look,
  NUMBER_INBOUND,
  number,
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

const SERVICE_INBOUND = `Inbound webhook of Messaging Service ${OUR_SERVICE}`;
/** Every way in which a webhook can be wrong, and what is said of it. */
const WEBHOOKS = [
  ["no URL", null, "POST", "broken", "what customers write does not arrive here", null],
  [
    "another system's URL",
    ELSEWHERE,
    "POST",
    "broken",
    "another system",
    "https://flows.other.example/hook?…",
  ],
  ["something that is no URL", "tickline", "POST", "broken", "another system", "tickline"],
  ["our status callback", STATUS, "POST", "broken", "a path that does not take this", STATUS],
  [
    "our host by http",
    TRYING_AGAIN.replace("https", "http"),
    "POST",
    "broken",
    "another system",
    TRYING_AGAIN.replace("https", "http"),
  ],
  ["GET", TRYING_AGAIN, "GET", "broken", "Twilio calls it by GET", null],
  ["no retries", INBOUND, "POST", "warning", "does not try again", null],
  ["retries of connections alone", `${INBOUND}#rc=3&rp=ct`, "POST", "warning", "does not try again", null],
] as const;

test.for(WEBHOOKS)(
  "an SMS number with %s is not fine",
  async ([, url, method, state, says, lost], { world }) => {
    Object.assign(number(world), { sms_url: url, sms_method: method });
    const finding = await look(world, NUMBER_INBOUND);
    expect(finding).toMatchObject({ state, expected: `POST ${TRYING_AGAIN}`, cure: expect.any(String) });
    expect(finding.says).toContain(says);
    expect(finding.fix?.overwrites).toBe(lost);
    expect(JSON.stringify(finding)).not.toContain("s3cret");
  },
);

test.for(WEBHOOKS.filter(([, , method]) => method === "POST"))(
  "a WhatsApp sender with %s is not fine",
  async ([, callback_url, , state, says, lost], { world }) => {
    Object.assign(sender(world).webhook, { callback_url });
    const finding = await look(world, SENDER_INBOUND);
    expect(finding).toMatchObject({ state, says: expect.stringContaining(says), fix: { overwrites: lost } });
  },
);

test.for([
  ["an older path", TRYING_AGAIN.replace("/api/twilio", "/twilio"), "older path"],
  ["retries of its own", `${INBOUND}#rc=5&rp=5xx`, "It leads here."],
] as const)("a webhook with %s is fine", async ([, callback_url, says], { world }) => {
  Object.assign(sender(world).webhook, { callback_url });
  expect(await look(world, SENDER_INBOUND)).toMatchObject({
    state: "ok",
    says: expect.stringContaining(says),
  });
});

test("a fallback or status callback is missed where there is none, and left alone where it is another system's", async ({
  world,
}) => {
  const fallback = "Fallback webhook of the WhatsApp sender";
  const status = "Status callback of the WhatsApp sender";
  Object.assign(sender(world).webhook, { fallback_url: null, status_callback_url: "" });
  expect(await look(world, fallback)).toMatchObject({
    state: "warning",
    expected: `POST ${INBOUND}`,
    actual: "nothing",
  });
  expect(await look(world, status)).toMatchObject({ state: "warning", expected: `POST ${STATUS}` });
  Object.assign(sender(world).webhook, { fallback_url: ELSEWHERE, status_callback_url: ELSEWHERE });
  for (const what of [fallback, status]) {
    const { state, says, fix } = await look(world, what);
    expect([state, fix]).toEqual(["ok", undefined]);
    expect(says).toContain("another system");
  }
});

test("an address of ours that is not the public one is a warning", async ({ world }) => {
  Object.assign(sender(world).webhook, {
    callback_url: TRYING_AGAIN.replace("tickline.example", "tickline-1.vercel.example"),
  });
  const env = { VERCEL_ENV: "production", VERCEL_URL: "tickline-1.vercel.example" };
  const finding = await look(world, SENDER_INBOUND, env);
  expect(finding).toMatchObject({ state: "warning", fix: { overwrites: null } });
  expect(finding.says).toContain("not PUBLIC_BASE_URL");
});

test("a preview says what it would take from production, and shows no bypass", async ({ world }) => {
  const finding = await look(world, SENDER_INBOUND, PREVIEW);
  expect(finding).toMatchObject({
    state: "warning",
    says: expect.stringContaining("another deployment of ours"),
  });
  expect(finding.expected).toBe(
    "POST https://tickline-git-try.vercel.example/api/twilio/whatsapp?x-vercel-protection-bypass=<secret>#rc=3&rp=all&ct=2000&rt=5000",
  );
  expect(finding.fix?.says).toContain("This is a preview");
  expect(finding.fix?.overwrites).toBe(TRYING_AGAIN);
  const here = "https://tickline-git-try.vercel.example/api/twilio/whatsapp";
  for (const query of ["", "?x-vercel-protection-bypass=the-former-one"]) {
    Object.assign(sender(world).webhook, { callback_url: `${here}${query}` });
    const unprotected = await look(world, SENDER_INBOUND, PREVIEW);
    expect(unprotected).toMatchObject({
      state: "broken",
      says: expect.stringContaining("protection bypass"),
    });
    expect(JSON.stringify(unprotected)).not.toContain("the-former-one");
  }
});

test("without a public address no webhook can be judged", async ({ world }) => {
  const finding = await look(world, SENDER_INBOUND, { PUBLIC_BASE_URL: undefined });
  expect(finding).toMatchObject({ state: "unknown", cure: "Set PUBLIC_BASE_URL." });
});

test("an application overrides the URL of a number, right or not", async ({ world }) => {
  const application = `AP${"a".repeat(32)}`;
  number(world).sms_application_sid = application;
  const finding = await look(world, NUMBER_INBOUND);
  expect(finding).toMatchObject({ state: "broken", fix: { overwrites: `the application ${application}` } });
  expect(finding.says).toContain(`The application ${application} overrides it`);
});

test("a Messaging Service takes the messages of the numbers in it", async ({ world }) => {
  const service = putInService(world, `whatsapp:${OUR_SENDER}`, world.deliver.phoneNumber);
  Object.assign(sender(world).webhook, { callback_url: ELSEWHERE });
  service.inbound_request_url = ELSEWHERE;
  expect(await look(world, SENDER_INBOUND)).toMatchObject({
    state: "off",
    says: expect.stringContaining(OUR_SERVICE),
  });
  expect((await look(world, NUMBER_INBOUND)).state).toBe("off");
  const finding = await look(world, SERVICE_INBOUND);
  expect(finding).toMatchObject({
    state: "broken",
    fix: { overwrites: "https://flows.other.example/hook?…" },
  });
});

test("a Messaging Service that leaves messages to its numbers overrides nothing", async ({ world }) => {
  const service = putInService(world, `whatsapp:${OUR_SENDER}`);
  Object.assign(service, { use_inbound_webhook_on_number: true, inbound_request_url: null });
  expect((await look(world, SERVICE_INBOUND)).state).toBe("ok");
  expect((await look(world, SENDER_INBOUND)).state).toBe("ok");
});

test("a Messaging Service without a URL loses messages, unless they become Conversations that open tickets", async ({
  world,
}) => {
  putInService(world, `whatsapp:${OUR_SENDER}`).inbound_request_url = null;
  expect((await look(world, SERVICE_INBOUND)).state).toBe("broken");
  const env = { CONVERSATIONS_CREATE_TICKETS: "true" };
  expect(await look(world, SERVICE_INBOUND, env)).toMatchObject({
    state: "ok",
    says: expect.stringContaining("Conversations"),
  });
});
