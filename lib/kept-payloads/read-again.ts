import { acceptTicketNews } from "../agent-reply/accept-ticket-news.ts";
import type { Arrived, KeptKind, KeptPayload } from "../domain/kept-payload.ts";
import type { StatusUpdate } from "../domain/message-status.ts";
import { PayloadError } from "../errors.ts";
import { parseForm } from "../http/form.ts";
import { parseJson } from "../http/upstream.ts";
import { acceptMessage } from "../inbound/accept-message.ts";
import { acceptMetaWebhook } from "../inbound/accept-meta-webhook.ts";
import type { Deps } from "../ports.ts";
import { parseWebhook } from "../providers/meta/parse-webhook.ts";
import { metaSettings } from "../providers/meta/webhook.ts";
import { parseJsonBody } from "../providers/twilio/json-body.ts";
import { parseConversationEvent } from "../providers/twilio/parse-conversation-event.ts";
import { parseInbound } from "../providers/twilio/parse-inbound.ts";
import { parseStatus } from "../providers/twilio/parse-status.ts";
import { TWILIO_ROUTES } from "../providers/twilio/routes.ts";
import { acceptStatus } from "../statuses/accept-status.ts";
import { acceptConversationEvent } from "../twilio-conversations/accept-conversation-event.ts";
import { parseTicketNews } from "../zendesk/parse-ticket-news.ts";

/**
 * Reads a payload that nobody understood when it came once more, as its webhook would now, and accepts it if it is understood. Accepted
 * twice, it is a duplicate. What says no time was so when it was kept. Of what stood around it, only our own number was kept: a message
 * of Meta's comes without its sender's name, a status of Twilio's finds its message by the SID alone.
 * @throws {NotDurableError} when PostgreSQL did not confirm
 */
export async function readAgain(deps: Deps, kept: KeptPayload): Promise<"accepted" | "not-understood"> {
  try {
    return (await READERS[kept.kind](deps, kept)) ? "accepted" : "not-understood";
  } catch (error) {
    if (error instanceof PayloadError) return "not-understood";
    throw error;
  }
}

/** Each says whether it understood the payload, and then has accepted it. */
const READERS: Record<KeptKind, (deps: Deps, kept: KeptPayload) => Promise<boolean>> = {
  "unknown-event": readEvent,
  "unknown-status": (deps, kept) => ("EventType" in formOf(kept) ? readEvent : readStatus)(deps, kept),
  "unknown-sender": readMessage,
  "unreadable-element": readElement,
};

async function readEvent(deps: Deps, kept: KeptPayload): Promise<boolean> {
  const { path = TWILIO_ROUTES.conversations[0] } = besideOf(kept);
  const parsed = parseConversationEvent(formOf(kept), path, deps.env.twilio);
  if (parsed.event === "mirrored")
    return (await acceptConversationEvent(deps, parsed.told, arrivalOf(kept))) !== "kept";
  return parsed.event === "delivery" && acceptKnown(deps, parsed, kept);
}

async function readStatus(deps: Deps, kept: KeptPayload): Promise<boolean> {
  return acceptKnown(deps, parseStatus(formOf(kept), besideOf(kept).log ?? null), kept);
}

type Parsed = { messageId: string; statusWord: string; update: StatusUpdate | null };

async function acceptKnown(deps: Deps, parsed: Parsed, kept: KeptPayload): Promise<boolean> {
  if (!parsed.update) return false;
  // A callback without a time is proof from when it came, not from when it was understood.
  const at = parsed.update.at === "now" ? kept.keptAt : parsed.update.at;
  const update = { ...parsed.update, at };
  return (await acceptStatus(deps, { ...parsed, update, ...arrivalOf(kept) })) !== "kept";
}

async function readMessage(deps: Deps, kept: KeptPayload): Promise<boolean> {
  const { messageId, message } = parseInbound(formOf(kept));
  if (!message) return false;
  message.sentAt ??= kept.keptAt;
  return (await acceptMessage(deps, { messageId, message, ...arrivalOf(kept) })) !== "kept";
}

/** News of a ticket. What is told twice is promised once, since it bears the same id of Zendesk's. */
async function readTicketNews(deps: Deps, kept: KeptPayload): Promise<boolean> {
  const { signedAt, invocationId = "" } = besideOf(kept);
  const ring = { signedAt: signedAt ? new Date(signedAt) : kept.keptAt, invocationId };
  const news = parseTicketNews(new TextEncoder().encode(kept.raw), ring);
  return (await acceptTicketNews(deps, news, arrivalOf(kept))) !== "kept";
}

/** By the webhook that brought what the database refused; without one it is an element of Meta's. */
const BY_WEBHOOK: Record<string, (deps: Deps, kept: KeptPayload) => Promise<boolean>> = {
  "twilio/whatsapp": readMessage,
  "twilio/status": readStatus,
  "twilio/conversation-events": readEvent,
  "zendesk/agent-reply": readTicketNews,
};

async function readElement(deps: Deps, kept: KeptPayload): Promise<boolean> {
  const readWhole = BY_WEBHOOK[besideOf(kept).webhook ?? ""];
  if (readWhole) return readWhole(deps, kept);
  const bytes = new TextEncoder().encode(JSON.stringify(asWebhook(kept)));
  const webhook = parseWebhook(bytes, metaSettings(deps.env).phoneNumberId);
  // For a number that was ours then: nothing of it would be stored.
  if (webhook.misfits.length > 0 || webhook.foreign > 0) return false;
  // What it opens, and undoes, goes by when it was written: a provider that does not say so sent it at once.
  for (const message of webhook.messages) message.sentAt ??= kept.keptAt;
  return (await acceptMetaWebhook(deps, webhook)).misfits === 0;
}

/** What stood beside a call that was kept whole. */
function besideOf({ beside }: KeptPayload): { [name: string]: string | undefined } {
  const named = typeof beside === "object" && beside !== null ? Object.entries(beside) : [];
  return Object.fromEntries(named.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** The call once more, for the case that it is refused once more. */
function arrivalOf({ raw, beside }: KeptPayload): Arrived {
  return { raw, beside: beside as Arrived["beside"] }; // As it was kept: that is where it comes from.
}

/** A webhook with nothing but this element in it, at the place where it stood. */
function asWebhook({ raw, beside, why }: KeptPayload): unknown {
  const element = parseJson(raw);
  const [, path = ""] = /^\$([^: ]*): /.exec(why) ?? [];
  const list = path
    .split(".")
    .at(-1)
    ?.replace(/\[\d+\]$/, "");
  // What was said to Meta's agent, or by others from our number, is not ours to answer now either.
  if (why.includes(".value.standby.") && list)
    return {
      entry: [
        { changes: [{ field: "standby", value: { metadata: beside, standby: { [list]: [element] } } }] },
      ],
    };
  if (list === "message_echoes") {
    const value = { metadata: beside, [list]: [element] };
    return { entry: [{ changes: [{ field: "smb_message_echoes", value }] }] };
  }
  if (list === "messages" || list === "statuses" || list === "errors") {
    return { entry: [{ changes: [{ field: "messages", value: { metadata: beside, [list]: [element] } }] }] };
  }
  if (list === "changes") return { entry: [{ changes: [element] }] };
  return list === "entry" ? { entry: [element] } : element;
}

function formOf({ raw }: KeptPayload) {
  const bytes = new TextEncoder().encode(raw);
  return raw.trimStart().startsWith("{") ? parseJsonBody(bytes) : parseForm(bytes);
}
