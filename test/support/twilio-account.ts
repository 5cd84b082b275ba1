import type { Finding } from "../../lib/domain/findings/finding.ts";
import { wellSetUp } from "../sandbox/twilio/set-up.ts";
import { test as base, createWorld, PUBLIC_BASE_URL, type World } from "./world.ts";

/** Unlike the sandbox number of the other tests, one that the account has as a sender. */
export const OUR_SENDER = "+14155550188";
export const OUR_SERVICE = `MG${"5".repeat(32)}`;
export const OUR_CONVERSATIONS = `IS${"5".repeat(32)}`;
export const BYPASS = "the-bypass-of-a-preview";

export const INBOUND = `${PUBLIC_BASE_URL}/api/twilio/whatsapp`;
export const TRYING_AGAIN = `${INBOUND}#rc=3&rp=all&ct=2000&rt=5000`;
export const STATUS = `${PUBLIC_BASE_URL}/api/twilio/status`;
export const EVENTS_URL = `${PUBLIC_BASE_URL}/api/twilio/conversation-events`;

/** What the doctor calls the two places where messages come in. */
export const SENDER_INBOUND = "Inbound webhook of the WhatsApp sender";
export const NUMBER_INBOUND = "Inbound webhook of the SMS number";

/** A preview of the deployment, which knows production's address. */
export const PREVIEW = {
  VERCEL_ENV: "preview",
  VERCEL_URL: "tickline-git-try.vercel.example",
  VERCEL_AUTOMATION_BYPASS_SECRET: BYPASS,
};

/** A test whose world has an account at Twilio that is set up as it should be. */
export const test = base.extend<{ shared: World; world: World }>({
  shared: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
    async ({}, use) => {
      const world = await createWorld({ env: { TWILIO_WHATSAPP_NUMBER: OUR_SENDER } });
      await use(world);
      await world.close();
    },
    { scope: "file" },
  ],
  world: async ({ shared }, use) => {
    shared.heal();
    shared.calls.length = 0;
    shared.twilio.contents.length = 0;
    shared.twilio.setUp = wellSetUp({ ...shared.deliver, whatsappNumber: OUR_SENDER });
    await use(shared);
  },
});

/** The findings about Twilio, of the world's first instance or of one with these variables too. */
export async function examine(world: World, env?: Record<string, string | undefined>): Promise<Finding[]> {
  const { deps } = env ? await world.anotherInstance({ env }) : world;
  return deps.examine(["twilio"]);
}

/** The finding about this. @throws {Error} when there is none */
export async function look(world: World, what: string, env?: Record<string, string | undefined>) {
  const findings = await examine(world, env);
  const found = findings.find((one) => one.what === what);
  if (!found) throw new Error(`nothing was found about ${what}, but about ${findings.map((f) => f.what)}`);
  return found;
}

/** Puts the world's WhatsApp sender, its number or both into a Messaging Service that is set up as it should be. */
export function putInService(world: World, ...members: string[]) {
  const service = {
    sid: OUR_SERVICE,
    inbound_request_url: TRYING_AGAIN as string | null,
    inbound_method: "POST",
    fallback_url: INBOUND as string | null,
    fallback_method: "POST",
    status_callback: STATUS as string | null,
    use_inbound_webhook_on_number: false,
    members,
  };
  world.twilio.setUp.services.push(service);
  return service;
}

/** What was changed at Twilio: path and body of every call that is no read. */
export function changes(world: World) {
  return world.calls
    .filter(({ provider, method }) => provider === "twilio" && method !== "GET")
    .map(({ path, body }) => ({ path, body }));
}

/** The account's WhatsApp sender. @throws {Error} when there is none */
export function sender({ twilio }: World) {
  const [first] = twilio.setUp.senders;
  if (!first) throw new Error("the account has no sender");
  return first;
}

/** The account's SMS number. @throws {Error} when there is none */
export function number({ twilio }: World) {
  const [first] = twilio.setUp.numbers;
  if (!first) throw new Error("the account has no number");
  return first;
}

/** Another system's webhook, with a secret in it. */
export const ELSEWHERE = "https://flows.other.example/hook?token=s3cret-of-theirs";
