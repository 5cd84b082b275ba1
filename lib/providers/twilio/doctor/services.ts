import type { ServiceContextUpdateOptions, ServiceInstance } from "twilio/lib/rest/messaging/v1/service.js";
import type { Finding } from "../../../domain/findings/finding.ts";
import { found } from "./findings.ts";
import { hookFinding } from "./hook-finding.ts";
import { listAll } from "./list-all.ts";
import type { Hook } from "./our-urls.ts";
import { nothingWhenMissing, type Visit } from "./visit.ts";

export const SERVICES = "The Messaging Service";

/** An account has a handful; whoever has hundreds keeps ours among the newest. */
const LOOKED_AT = 20;

/** A Messaging Service that concerns us, and which of our numbers are in it. */
export type OurService = { service: ServiceInstance; holds: { whatsapp: boolean; sms: boolean } };

/** The Messaging Services that hold a number of ours, and the configured one: a service decides where the messages of its numbers go. */
export async function findServices({ client, twilio }: Visit): Promise<OurService[]> {
  const listed = await listAll(client.messaging.v1.services.page({ pageSize: LOOKED_AT }), LOOKED_AT);
  const configured = twilio.messagingServiceSid;
  if (configured && !listed.some(({ sid }) => sid === configured)) {
    const missed = await client.messaging.v1.services(configured).fetch().catch(nothingWhenMissing);
    if (missed) listed.push(missed);
  }
  const looked = await Promise.all(
    listed.map(async (service) => {
      const [channels, phones] = await Promise.all([
        // By its SID: what came out of a list does not know its own path.
        listAll(client.messaging.v1.services(service.sid).channelSenders.page({ pageSize: 1000 })),
        listAll(client.messaging.v1.services(service.sid).phoneNumbers.page({ pageSize: 1000 })),
      ]);
      const whatsapp = channels.some(({ sender }) => sender === `whatsapp:${twilio.whatsappNumber}`);
      const sms = phones.some(({ phoneNumber }) => phoneNumber === twilio.phoneNumber);
      return { service, holds: { whatsapp, sms } };
    }),
  );
  return looked.filter(({ service, holds }) => holds.whatsapp || holds.sms || service.sid === configured);
}

/** What the Messaging Service is called that takes the messages of this number of ours; undefined when none does. */
export function decidingService(services: OurService[], number: "whatsapp" | "sms"): string | undefined {
  const found = services.find(
    ({ service, holds }) => holds[number] && service.useInboundWebhookOnNumber !== true,
  );
  return found && `Messaging Service ${found.service.sid}`;
}

/** How the services are that concern us. */
export function examineServices(visit: Visit, services: OurService[]): Finding[] {
  const { messagingServiceSid } = visit.twilio;
  const isThere = services.some(({ service }) => service.sid === messagingServiceSid);
  const findings = services.flatMap((one) => serviceFindings(visit, one));
  if (!messagingServiceSid || isThere) return findings;
  return [
    found({
      what: SERVICES,
      state: "broken",
      says: `The account has no Messaging Service ${messagingServiceSid}: what is sent through it is refused.`,
      cure: "Set TWILIO_MESSAGING_SERVICE_SID to one of Messaging, Services in Twilio's console, or remove it.",
    }),
    ...findings,
  ];
}

function serviceFindings(visit: Visit, { service, holds }: OurService): Finding[] {
  const { client, env, twilio } = visit;
  const update = (change: ServiceContextUpdateOptions) =>
    client.messaging.v1.services(service.sid).update(change);
  const lookAgain = (hookOf: (service: ServiceInstance) => Hook) => async () => ({
    hook: hookOf(await client.messaging.v1.services(service.sid).fetch()),
  });
  const name = `Messaging Service ${service.sid}`;
  const status = hookFinding(
    {
      what: `Status callback of ${name}`,
      purpose: "status",
      hook: statusOf(service),
      lookAgain: lookAgain(statusOf),
      isVital: false,
      set: (url) => update({ statusCallback: url }),
    },
    env,
  );
  const members = service.sid === twilio.messagingServiceSid ? [membersFinding(visit, name, holds)] : [];
  const what = `Inbound webhook of ${name}`;
  if (service.useInboundWebhookOnNumber === true) {
    return [
      ...members,
      found({ what, state: "ok", says: "It leaves messages to the webhooks of its numbers." }),
      status,
    ];
  }
  if (!service.inboundRequestUrl && env.conversationsCreateTickets) {
    const says = "It has no URL: what customers write reaches us through Conversations.";
    return [...members, found({ what, state: "ok", says }), status];
  }
  return [
    ...members,
    hookFinding(
      {
        what,
        purpose: "inbound",
        hook: inboundOf(service),
        lookAgain: lookAgain(inboundOf),
        isVital: holds.whatsapp || holds.sms,
        set: (url) => update({ inboundRequestUrl: url, inboundMethod: "POST" }),
      },
      env,
    ),
    hookFinding(
      {
        what: `Fallback webhook of ${name}`,
        purpose: "fallback",
        hook: fallbackOf(service),
        lookAgain: lookAgain(fallbackOf),
        isVital: false,
        set: (url) => update({ fallbackUrl: url, fallbackMethod: "POST" }),
      },
      env,
    ),
    status,
  ];
}

const inboundOf = (service: ServiceInstance): Hook => ({
  url: service.inboundRequestUrl,
  method: service.inboundMethod,
});
const fallbackOf = (service: ServiceInstance): Hook => ({
  url: service.fallbackUrl,
  method: service.fallbackMethod,
});
const statusOf = ({ statusCallback: url }: ServiceInstance): Hook => ({ url, method: "POST" });

function membersFinding({ twilio }: Visit, name: string, holds: OurService["holds"]): Finding {
  const what = `Senders of ${name}`;
  const missing = [
    twilio.whatsappNumber && !holds.whatsapp && "TWILIO_WHATSAPP_NUMBER",
    twilio.phoneNumber && !holds.sms && "TWILIO_PHONE_NUMBER",
  ].filter(Boolean);
  if (missing.length === 0) return found({ what, state: "ok", says: "Our numbers are among them." });
  return found({
    what,
    state: "warning",
    says: `${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} not among them: a message through the service leaves from another number, or not at all.`,
    cure: "Add it in Twilio's console, in the service's sender pool.",
  });
}
