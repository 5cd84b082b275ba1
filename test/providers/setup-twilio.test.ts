import { expect } from "vitest";
import type { Finding } from "../../lib/domain/findings/finding.ts";
import {
  BYPASS,
  changes,
  ELSEWHERE,
  examine,
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
import type { World } from "../support/world.ts";

/** Applies the fix and looks again. */
async function mend(world: World, finding: Finding, env?: Record<string, string | undefined>) {
  const variables = await finding.fix?.apply();
  expect(variables).toEqual({});
  return (await look(world, finding.what, env)).state;
}

/** Every place, by what is cleared there, what is sent for it, and where it stands then. */
const PLACES = [
  [SENDER_INBOUND, "callback_url", "callback_method", TRYING_AGAIN],
  ["Fallback webhook of the WhatsApp sender", "fallback_url", "fallback_method", INBOUND],
  ["Status callback of the WhatsApp sender", "status_callback_url", "status_callback_method", STATUS],
] as const;

test.for(PLACES)(
  "%s is set, and the rest of the sender stays",
  async ([what, url, method, expected], { world }) => {
    const before = { ...sender(world).webhook };
    Object.assign(sender(world).webhook, { [url]: null, [method]: null });
    const finding = await look(world, what);
    expect(finding.fix?.says).toBe(`Set to ${expected}, by POST.`);
    expect(await mend(world, finding)).toBe("ok");
    expect(sender(world).webhook).toEqual(before);
    const path = `/v2/Channels/Senders/${sender(world).sid}`;
    expect(changes(world)).toEqual([{ path, body: { webhook: before } }]);
    expect(await mend(world, finding)).toBe("ok");
    expect(sender(world).webhook).toEqual(before);
  },
);

test("all webhooks of a sender can be set one after the other, and none undoes another", async ({
  world,
}) => {
  const before = sender(world).webhook;
  sender(world).webhook = {};
  for (const { what, fix } of await examine(world))
    if (what.includes("the WhatsApp sender")) await fix?.apply();
  expect(sender(world).webhook).toEqual(before);
});

test.for([
  [NUMBER_INBOUND, { sms_url: null, sms_method: "GET" }, { SmsUrl: TRYING_AGAIN, SmsMethod: "POST" }],
  [
    NUMBER_INBOUND,
    { sms_application_sid: `AP${"a".repeat(32)}` },
    { SmsUrl: TRYING_AGAIN, SmsMethod: "POST", SmsApplicationSid: "" },
  ],
  [
    "Fallback webhook of the SMS number",
    { sms_fallback_url: null },
    { SmsFallbackUrl: INBOUND, SmsFallbackMethod: "POST" },
  ],
  [
    "Status callback of the SMS number",
    { status_callback: null },
    { StatusCallback: STATUS, StatusCallbackMethod: "POST" },
  ],
] as const)("%s is set where it was %j", async ([what, wrong, sent], { world }) => {
  const before = { ...number(world) };
  Object.assign(number(world), wrong);
  const finding = await look(world, what);
  expect(await mend(world, finding)).toBe("ok");
  expect(await mend(world, finding)).toBe("ok");
  expect(number(world)).toEqual(before);
  const path = `/2010-04-01/Accounts/${world.twilio.accountSid}/IncomingPhoneNumbers/${before.sid}.json`;
  expect(changes(world)).toEqual([
    { path, body: sent },
    { path, body: sent },
  ]);
});

test.for([
  [
    "Inbound webhook",
    { inbound_request_url: ELSEWHERE },
    { InboundRequestUrl: TRYING_AGAIN, InboundMethod: "POST" },
  ],
  ["Inbound webhook", { inbound_method: "GET" }, { InboundRequestUrl: TRYING_AGAIN, InboundMethod: "POST" }],
  ["Fallback webhook", { fallback_url: null }, { FallbackUrl: INBOUND, FallbackMethod: "POST" }],
  ["Status callback", { status_callback: null }, { StatusCallback: STATUS }],
] as const)("%s of a Messaging Service is set where it was %j", async ([name, wrong, sent], { world }) => {
  const service = putInService(world, `whatsapp:${OUR_SENDER}`);
  const before = { ...service };
  Object.assign(service, wrong);
  const finding = await look(world, `${name} of Messaging Service ${OUR_SERVICE}`);
  expect(await mend(world, finding)).toBe("ok");
  expect(service).toEqual(before);
  expect(changes(world)).toEqual([{ path: `/v1/Services/${OUR_SERVICE}`, body: sent }]);
});

test("a preview takes the sender over with its bypass, which nobody sees", async ({ world }) => {
  const finding = await look(world, SENDER_INBOUND, PREVIEW);
  expect(await mend(world, finding, PREVIEW)).toBe("ok");
  expect(sender(world).webhook.callback_url).toBe(
    `https://${PREVIEW.VERCEL_URL}/api/twilio/whatsapp?x-vercel-protection-bypass=${BYPASS}#rc=3&rp=all&ct=2000&rt=5000`,
  );
  expect(JSON.stringify(await examine(world, PREVIEW))).not.toContain(BYPASS);
});

test("a webhook that was set from here brings a customer's message", async ({ world }) => {
  Object.assign(number(world), { sms_url: null });
  await (await look(world, NUMBER_INBOUND)).fix?.apply();
  const path = new URL(number(world).sms_url ?? "").pathname;
  const { response } = await world.twilio.receive(
    { From: "+14155550100", Body: "My printer is on fire" },
    { path },
  );
  expect(response.status).toBe(200);
});

test("where Twilio refuses the change, the fix says so and nothing has changed", async ({ world }) => {
  Object.assign(number(world), { sms_url: null });
  const { fix } = await look(world, NUMBER_INBOUND);
  world.fail("twilio", { status: 400, body: { code: 21401, message: "Invalid", status: 400 } });
  await expect(fix?.apply()).rejects.toThrow("twilio rejected HTTP 400 code 21401");
  world.heal();
  expect((await look(world, NUMBER_INBOUND)).state).toBe("broken");
});
