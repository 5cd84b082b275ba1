import type { Finding } from "../../../domain/findings/finding.ts";
import { found } from "./findings.ts";
import { hookFinding } from "./hook-finding.ts";
import { listAll } from "./list-all.ts";
import { ourUrl, shown } from "./our-urls.ts";
import { postJson, sendersUrl } from "./post-json.ts";
import { unreadable, type Visit } from "./visit.ts";

export const SENDER = "The WhatsApp sender";

/** Twilio's own number for trying WhatsApp out: shared by all accounts, so no account has it as a resource. */
const SANDBOX_NUMBER = "+14155238886";

type Sender = Awaited<ReturnType<typeof fetchSender>>;
type Webhook = NonNullable<Sender>["webhook"];

/**
 * The WhatsApp sender: whether it is on line, and where its webhooks lead.
 * @param decidedBy the Messaging Service that it is in and that takes its messages, if any
 */
export async function examineSender(visit: Visit, decidedBy: string | undefined): Promise<Finding[]> {
  const { whatsappNumber } = visit.twilio;
  if (!whatsappNumber) {
    const says = "TWILIO_WHATSAPP_NUMBER is not set: no WhatsApp number of Twilio's is used by itself.";
    return [found({ what: SENDER, state: "off", says })];
  }
  if (whatsappNumber === SANDBOX_NUMBER) return [sandboxFinding(visit)];
  const sender = await fetchSender(visit, `whatsapp:${whatsappNumber}`);
  if (!sender) {
    return [
      found({
        what: SENDER,
        state: "broken",
        says: "The account has no such sender: Twilio refuses what is sent from it.",
        cure: "Set TWILIO_WHATSAPP_NUMBER to one of Messaging, Senders, WhatsApp senders in Twilio's console, or register it there.",
      }),
    ];
  }
  return [statusFinding(sender), ...webhookFindings(visit, sender, decidedBy)];
}

/** A list may show less of a sender than the sender itself does. */
async function fetchSender({ client }: Visit, address: string) {
  const senders = await listAll(client.messaging.v2.channelsSenders.page({ channel: "whatsapp" }));
  const sid = senders.find(({ senderId }) => senderId === address)?.sid;
  if (!sid) return undefined;
  const sender = await client.messaging.v2.channelsSenders(sid).fetch();
  if (typeof sender.status !== "string") throw unreadable;
  return sender;
}

function statusFinding({ status, properties, offlineReasons }: NonNullable<Sender>): Finding {
  const what = SENDER;
  if (!status.startsWith("ONLINE")) {
    const reasons = (offlineReasons ?? []).map(({ code, message }) => `${message} (code ${code})`);
    return found({
      what,
      state: "broken",
      says: [`It is ${status}: nothing is sent or received.`, ...reasons].join(" "),
      expected: "ONLINE",
      actual: status,
      cure: "Open the sender in Twilio's console (Messaging, Senders, WhatsApp senders) and do what it asks for.",
    });
  }
  // Neither is there for a sender that has sent little.
  const { qualityRating: quality, messagingLimit: limit } = properties ?? {};
  const facts = [quality && `quality ${quality}`, limit && `limit ${limit}`].filter(Boolean);
  const says = facts.length > 0 ? `It is on line: ${facts.join(", ")}.` : "It is on line.";
  if (!/LOW|RED/i.test(quality ?? "")) return found({ what, state: "ok", says });
  return found({
    what,
    state: "warning",
    says: `${says} People block or report its messages, and WhatsApp may stop it.`,
    cure: "Send less that nobody asked for, and only to people who agreed to it.",
  });
}

function webhookFindings(
  visit: Visit,
  { sid, webhook }: NonNullable<Sender>,
  decidedBy: string | undefined,
): Finding[] {
  const place = (what: string, purpose: keyof typeof SLOTS) => {
    const { url, method } = SLOTS[purpose];
    const hookOf = (webhook: Webhook) => ({ url: webhook?.[url], method: webhook?.[method] });
    const lookAgain = async () => ({
      hook: hookOf((await visit.client.messaging.v2.channelsSenders(sid).fetch()).webhook),
    });
    const set = (expected: string) => setWebhook(visit, sid, { [url]: expected, [method]: "POST" });
    const hook = hookOf(webhook);
    return hookFinding({ what, purpose, hook, isVital: purpose === "inbound", lookAgain, set }, visit.env);
  };
  const inbound = "Inbound webhook of the WhatsApp sender";
  const status = place("Status callback of the WhatsApp sender", "status");
  if (decidedBy) return [decided(inbound, decidedBy), status];
  return [place(inbound, "inbound"), place("Fallback webhook of the WhatsApp sender", "fallback"), status];
}

const SLOTS = {
  inbound: { url: "callbackUrl", method: "callbackMethod" },
  fallback: { url: "fallbackUrl", method: "fallbackMethod" },
  status: { url: "statusCallbackUrl", method: "statusCallbackMethod" },
} as const;

/** Nobody says whether an update keeps what it leaves out, so what is there goes back with it. */
async function setWebhook({ client }: Visit, sid: string, change: Record<string, string>): Promise<void> {
  const { webhook } = await client.messaging.v2.channelsSenders(sid).fetch();
  const set = Object.entries({ ...webhook, ...change }).filter(([, value]) => value);
  const inTwiliosNames = set.map(([name, value]) => [name.replace(/[A-Z]/g, underscored), value]);
  await postJson(client, `${sendersUrl}/${sid}`, { webhook: Object.fromEntries(inTwiliosNames) });
}

function underscored(letter: string): string {
  return `_${letter.toLowerCase()}`;
}

/** That a Messaging Service takes what arrives, and this URL is not used. */
export function decided(what: string, service: string): Finding {
  const says = `It is not used: ${service}, which the number is in, decides where messages go.`;
  return found({ what, state: "off", says });
}

function sandboxFinding({ env }: Visit): Finding {
  const [inbound, status] = [ourUrl(env, "inbound"), ourUrl(env, "status")];
  return found({
    what: "The WhatsApp sandbox of Twilio",
    state: "unknown",
    says: "Its settings can be neither read nor set from here.",
    ...(inbound &&
      status && {
        expected: `When a message comes in: ${shown(inbound)}; status callback: ${shown(status)}`,
      }),
    cure: "In Twilio's console (Messaging, Try it out, Send a WhatsApp message, Sandbox settings) set both URLs, by POST.",
  });
}
