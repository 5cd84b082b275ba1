import type {
  IncomingPhoneNumberContextUpdateOptions,
  IncomingPhoneNumberInstance as PhoneNumber,
} from "twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js";
import type { Finding } from "../../../domain/findings/finding.ts";
import { found } from "./findings.ts";
import { hookFinding, type Seen } from "./hook-finding.ts";
import { listAll } from "./list-all.ts";
import { decided } from "./sender.ts";
import type { Visit } from "./visit.ts";

export const NUMBER = "The SMS number";

/**
 * The SMS number: whether it is ours, and where its webhooks lead.
 * @param decidedBy the Messaging Service that it is in and that takes its messages, if any
 */
export async function examineNumber(visit: Visit, decidedBy: string | undefined): Promise<Finding[]> {
  const { client, env, twilio } = visit;
  if (!twilio.phoneNumber) {
    return [found({ what: NUMBER, state: "off", says: "TWILIO_PHONE_NUMBER is not set: no SMS." })];
  }
  const numbers = await listAll(client.incomingPhoneNumbers.page({ phoneNumber: twilio.phoneNumber }));
  const number = numbers.find(({ phoneNumber }) => phoneNumber === twilio.phoneNumber);
  if (!number) {
    return [
      found({
        what: NUMBER,
        state: "broken",
        says: "The account has no such number: Twilio refuses what is sent from it.",
        cure: "Set TWILIO_PHONE_NUMBER to one of Phone Numbers, Manage, Active numbers in Twilio's console, or remove it.",
      }),
    ];
  }
  const owned = found({ what: NUMBER, state: "ok", says: "It is the account's." });
  const { sid, smsApplicationSid: application } = number;
  // By its SID: what came out of a list does not know its own path.
  const update = (change: IncomingPhoneNumberContextUpdateOptions) =>
    client.incomingPhoneNumbers(sid).update(change);
  const lookAgain = (see: (number: PhoneNumber) => Seen) => async () =>
    see(await client.incomingPhoneNumbers(sid).fetch());
  const status = hookFinding(
    {
      what: "Status callback of the SMS number",
      purpose: "status",
      ...statusOf(number),
      lookAgain: lookAgain(statusOf),
      isVital: false,
      set: (url) => update({ statusCallback: url, statusCallbackMethod: "POST" }),
    },
    env,
  );
  if (decidedBy) return [owned, decided("Inbound webhook of the SMS number", decidedBy), status];
  const inbound = hookFinding(
    {
      what: "Inbound webhook of the SMS number",
      purpose: "inbound",
      ...inboundOf(number),
      lookAgain: lookAgain(inboundOf),
      isVital: true,
      obstacle: overriddenBy(application),
      set: (url) => update({ smsUrl: url, smsMethod: "POST", ...(application && { smsApplicationSid: "" }) }),
    },
    env,
  );
  const fallback = hookFinding(
    {
      what: "Fallback webhook of the SMS number",
      purpose: "fallback",
      ...fallbackOf(number),
      lookAgain: lookAgain(fallbackOf),
      isVital: false,
      set: (url) => update({ smsFallbackUrl: url, smsFallbackMethod: "POST" }),
    },
    env,
  );
  return [owned, inbound, fallback, status];
}

const statusOf = ({ statusCallback: url, statusCallbackMethod: method }: PhoneNumber): Seen => ({
  hook: { url, method },
});
const fallbackOf = ({ smsFallbackUrl: url, smsFallbackMethod: method }: PhoneNumber): Seen => ({
  hook: { url, method },
});
const inboundOf = ({
  smsUrl: url,
  smsMethod: method,
  smsApplicationSid: application,
}: PhoneNumber): Seen => ({
  hook: { url, method },
  alsoOverwrites: application ? `the application ${application}` : undefined,
});

/** Where an application is set, Twilio ignores the number's own URLs. */
function overriddenBy(application: string | null) {
  if (!application) return undefined;
  const says = `The application ${application} overrides it: what customers write goes there, and not here.`;
  return { says, actual: `overridden by ${application}`, overrides: true };
}
