import { acceptTicketNews } from "../agent-reply/accept-ticket-news.ts";
import type { Beside, KeepingWebhook, KeptPayload } from "../domain/kept-payload.ts";
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
import { besideOfEarlier } from "./kept-before.ts";

/**
 * Reads a payload that nobody understood when it came once more, as its webhook would now, and accepts it if it is understood. Accepted
 * twice, it is a duplicate. What says no time was so when it was kept. Of what stood around it, only our own number was kept: a message
 * of Meta's comes without its sender's name, a status of Twilio's finds its message by the SID alone.
 * @throws {NotDurableError} when PostgreSQL did not confirm
 */
export async function readAgain(deps: Deps, payload: KeptPayload): Promise<"accepted" | "not-understood"> {
  const kept = { ...payload, beside: besideOf(payload) };
  // A webhook of another deployment's, which nobody reads here.
  if (!Object.hasOwn(READERS, kept.beside.webhook)) return "not-understood";
  try {
    return (await READERS[kept.beside.webhook](deps, kept)) ? "accepted" : "not-understood";
  } catch (error) {
    if (error instanceof PayloadError) return "not-understood";
    throw error;
  }
}

type Kept = KeptPayload & { beside: Beside };

/** Each says whether it understood the payload, and then has accepted it. */
const READERS: Record<KeepingWebhook, (deps: Deps, kept: Kept) => Promise<boolean>> = {
  "twilio/whatsapp": readMessage,
  "twilio/status": readStatus,
  "twilio/conversation-events": readEvent,
  "meta/webhook": readElement,
  "zendesk/agent-reply": readTicketNews,
};

async function readEvent(deps: Deps, kept: Kept): Promise<boolean> {
  const path = kept.beside.path ?? TWILIO_ROUTES.conversations[0];
  const parsed = parseConversationEvent(formOf(kept), path, deps.env.twilio);
  if (parsed.event === "mirrored") return (await acceptConversationEvent(deps, parsed.told, kept)) !== "kept";
  return parsed.event === "delivery" && acceptKnown(deps, parsed, kept);
}

async function readStatus(deps: Deps, kept: Kept): Promise<boolean> {
  return acceptKnown(deps, parseStatus(formOf(kept), kept.beside.log ?? null), kept);
}

type Parsed = { messageId: string; statusWord: string; update: StatusUpdate | null };

async function acceptKnown(deps: Deps, parsed: Parsed, { raw, beside, keptAt }: Kept): Promise<boolean> {
  if (!parsed.update) return false;
  // A callback without a time is proof from when it came, not from when it was understood.
  const at = parsed.update.at === "now" ? keptAt : parsed.update.at;
  const update = { ...parsed.update, at };
  return (await acceptStatus(deps, { ...parsed, update, raw, beside })) !== "kept";
}

async function readMessage(deps: Deps, { raw, beside, keptAt }: Kept): Promise<boolean> {
  const { messageId, message } = parseInbound(formOf({ raw }));
  if (!message) return false;
  message.sentAt ??= keptAt;
  return (await acceptMessage(deps, { messageId, message, raw, beside })) !== "kept";
}

/** News of a ticket. What is told twice is promised once, since it bears the same id of Zendesk's. */
async function readTicketNews(deps: Deps, kept: Kept): Promise<boolean> {
  const { signedAt, invocationId } = kept.beside;
  const ring = { signedAt: signedAt ? new Date(signedAt) : kept.keptAt, invocationId: invocationId ?? "" };
  const news = parseTicketNews(new TextEncoder().encode(kept.raw), ring);
  return (await acceptTicketNews(deps, news, kept)) !== "kept";
}

async function readElement(deps: Deps, kept: Kept): Promise<boolean> {
  const bytes = new TextEncoder().encode(JSON.stringify(asWebhook(kept)));
  const webhook = parseWebhook(bytes, metaSettings(deps.env).phoneNumberId);
  // For a number that was ours then: nothing of it would be stored.
  if (webhook.misfits.length > 0 || webhook.foreign > 0) return false;
  // What it opens, and undoes, goes by when it was written: a provider that does not say so sent it at once.
  for (const message of webhook.messages) message.sentAt ??= kept.keptAt;
  return (await acceptMetaWebhook(deps, webhook)).misfits === 0;
}

/** What stood beside a payload, as it was kept. */
function besideOf(payload: KeptPayload): Beside {
  const beside = payload.beside as Partial<Beside> | null | undefined; // Nobody else writes it.
  return beside?.webhook ? (beside as Beside) : besideOfEarlier(payload);
}

/** A webhook with nothing but this element in it, in the list where it stood. */
function asWebhook({ raw, beside: { webhook, list, field, ...metadata } }: Kept): unknown {
  const element = parseJson(raw);
  if (!list) return element;
  const inList = { [list]: [element] };
  if (list === "entry") return inList;
  if (list === "changes") return { entry: [inList] };
  // What was said to Meta's agent, or by others from our number, is not ours to answer now either.
  return { entry: [{ changes: [{ field, value: { metadata, ...inList } }] }] };
}

function formOf({ raw }: Pick<Kept, "raw">) {
  const bytes = new TextEncoder().encode(raw);
  return raw.trimStart().startsWith("{") ? parseJsonBody(bytes) : parseForm(bytes);
}
