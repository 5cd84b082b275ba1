import { expect } from "vitest";
import type { Finding } from "../../lib/domain/findings/finding.ts";
import {
  changes,
  ELSEWHERE,
  look,
  NUMBER_INBOUND,
  number,
  OUR_SERVICE,
  putInService,
  SENDER_INBOUND,
  sender,
  TRYING_AGAIN,
  test,
} from "../support/twilio-account.ts";
import type { World } from "../support/world.ts";

/** Everything that a fix refuses, in its own words. */
async function refusalOf({ fix }: Finding): Promise<string> {
  const refusal = await fix?.apply().catch((error: Error) => error);
  return refusal instanceof Error ? `${refusal.name}: ${refusal.message}` : "applied";
}

type Place = [what: string, url: string, of: (world: World) => object];

const service = (world: World) => world.twilio.setUp.services[0] ?? {};
const account = (world: World) => world.twilio.setUp.conversations.account;

const PLACES: Place[] = [
  [SENDER_INBOUND, "callback_url", (world) => sender(world).webhook],
  ["Fallback webhook of the WhatsApp sender", "fallback_url", (world) => sender(world).webhook],
  ["Status callback of the WhatsApp sender", "status_callback_url", (world) => sender(world).webhook],
  [NUMBER_INBOUND, "sms_url", number],
  ["Fallback webhook of the SMS number", "sms_fallback_url", number],
  ["Status callback of the SMS number", "status_callback", number],
];

const OF_SERVICE: Place[] = [
  [`Inbound webhook of Messaging Service ${OUR_SERVICE}`, "inbound_request_url", service],
  [`Fallback webhook of Messaging Service ${OUR_SERVICE}`, "fallback_url", service],
  [`Status callback of Messaging Service ${OUR_SERVICE}`, "status_callback", service],
];

async function setsMeanwhile(world: World, [what, url, of]: Place, env?: Record<string, string>) {
  Object.assign(of(world), { [url]: null });
  const finding = await look(world, what, env);
  expect(finding.fix?.overwrites).toBeNull();
  Object.assign(of(world), { [url]: ELSEWHERE });
  const refusal = await refusalOf(finding);
  expect(refusal).toMatch(/^RefusedError: somebody has set https:\/\/flows\.other\.example\/hook\?… there/);
  expect(refusal).not.toContain("s3cret");
  expect(changes(world)).toEqual([]);
  expect(of(world)).toMatchObject({ [url]: ELSEWHERE });
}

test.for(PLACES)("%s stays when somebody set it while setup was asking", async (place, { world }) => {
  await setsMeanwhile(world, place);
});

test.for(OF_SERVICE)("%s stays when somebody set it while setup was asking", async (place, { world }) => {
  putInService(world, sender(world).sid);
  await setsMeanwhile(world, place, { TWILIO_MESSAGING_SERVICE_SID: OUR_SERVICE });
});

test("the webhook of Conversations stays when somebody set it while setup was asking", async ({ world }) => {
  await setsMeanwhile(world, ["Webhook of Conversations (the account's)", "post_webhook_url", account], {
    CONVERSATIONS_CREATE_TICKETS: "true",
  });
});

test("an application that somebody gave the SMS number meanwhile stays, and is named", async ({ world }) => {
  Object.assign(number(world), { sms_url: null });
  const finding = await look(world, NUMBER_INBOUND);
  const application = `AP${"b".repeat(32)}`;
  Object.assign(number(world), { sms_application_sid: application });
  expect(await refusalOf(finding)).toContain(`somebody has set the application ${application} there`);
  expect(changes(world)).toEqual([]);
});

test("what was agreed to is replaced, and not what came in its place", async ({ world }) => {
  Object.assign(sender(world).webhook, { callback_url: ELSEWHERE });
  const finding = await look(world, SENDER_INBOUND);
  Object.assign(sender(world).webhook, { callback_url: "https://third.example/hook" });
  expect(await refusalOf(finding)).toContain("https://third.example/hook");
  Object.assign(sender(world).webhook, { callback_url: ELSEWHERE });
  expect(await refusalOf(finding)).toBe("applied");
  expect(sender(world).webhook.callback_url).toBe(TRYING_AGAIN);
});
