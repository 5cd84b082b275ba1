import { parseWebhook } from "../channels/meta/parse-webhook.ts";
import { metaSettings } from "../channels/meta/webhook.ts";
import { parseJsonBody } from "../channels/twilio/json-body.ts";
import { parseConversationEvent } from "../channels/twilio/parse-conversation-event.ts";
import { parseInbound } from "../channels/twilio/parse-inbound.ts";
import { parseStatus } from "../channels/twilio/parse-status.ts";
import { TWILIO_ROUTES } from "../channels/twilio/routes.ts";
import { acceptConversationEvent } from "../conversations/accept-conversation-event.ts";
import { acceptStatus } from "../delivery/accept-status.ts";
import type { Deps } from "../deps.ts";
import type { KeptKind, KeptPayload } from "../domain/kept-payload.ts";
import type { InboundMessage } from "../domain/message.ts";
import type { StatusUpdate } from "../domain/message-status.ts";
import { PayloadError } from "../errors.ts";
import { parseForm } from "../http/form.ts";
import { parseJson } from "../http/upstream.ts";
import { acceptBatch } from "../inbound/accept-batch.ts";
import { acceptMessage } from "../inbound/accept-message.ts";

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
  const parsed = parseConversationEvent(formOf(kept), TWILIO_ROUTES.conversations[0], deps.env.twilio);
  if (parsed.event === "mirrored") {
    await acceptConversationEvent(deps, parsed.told);
    return true;
  }
  return parsed.event === "delivery" && acceptKnown(deps, parsed, kept);
}

async function readStatus(deps: Deps, kept: KeptPayload): Promise<boolean> {
  return acceptKnown(deps, parseStatus(formOf(kept), null), kept);
}

type Parsed = { messageId: string; statusWord: string; update: StatusUpdate | null };

async function acceptKnown(deps: Deps, parsed: Parsed, { raw, keptAt }: KeptPayload): Promise<boolean> {
  if (!parsed.update) return false;
  const { at } = parsed.update;
  // A callback without a time is proof from when it came, not from when it was understood.
  await acceptStatus(deps, { ...parsed, update: { ...parsed.update, at: at === "now" ? keptAt : at }, raw });
  return true;
}

async function readMessage(deps: Deps, kept: KeptPayload): Promise<boolean> {
  const { messageId, message } = parseInbound(formOf(kept));
  if (!message) return false;
  await acceptMessage(deps, { messageId, message: asKept(message, kept), raw: kept.raw });
  return true;
}

async function readElement(deps: Deps, kept: KeptPayload): Promise<boolean> {
  const bytes = new TextEncoder().encode(JSON.stringify(asWebhook(kept)));
  const webhook = parseWebhook(bytes, metaSettings(deps.env).phoneNumberId);
  // For a number that was ours then: nothing of it would be stored.
  if (webhook.misfits.length > 0 || webhook.foreign > 0) return false;
  await acceptBatch(deps, { ...webhook, messages: webhook.messages.map((message) => asKept(message, kept)) });
  return true;
}

/** What it opens, and undoes, goes by when it was written: a provider that does not say so sent it at once. */
function asKept(message: InboundMessage, { keptAt }: KeptPayload): InboundMessage {
  return { ...message, sentAt: message.sentAt ?? keptAt };
}

/** A webhook with nothing but this element in it, at the place where it stood. */
function asWebhook({ raw, beside, why }: KeptPayload): unknown {
  const element = parseJson(raw);
  const [, path = ""] = /^\$([^: ]*): /.exec(why) ?? [];
  const list = path
    .split(".")
    .at(-1)
    ?.replace(/\[\d+\]$/, "");
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
