import type { Beside, KeepingWebhook, KeptKind, KeptPayload } from "../domain/kept-payload.ts";

const WEBHOOKS: Readonly<Record<Exclude<KeptKind, "unknown-status">, KeepingWebhook>> = {
  "unknown-event": "twilio/conversation-events",
  "unknown-sender": "twilio/whatsapp",
  "unreadable-element": "meta/webhook",
};

/** A conversation's event names its type, wherever in the form or the JSON it stands; a status callback of a message's has none. */
const HAS_EVENT_TYPE = /(?:^|&)EventType=|"EventType"\s*:/;

/**
 * What stood beside a payload that was kept without the name of its webhook, from its kind, and from where its reason says that it
 * stood: `$.entry[0].changes[0].value.messages[3]: why`. Nothing is kept so any more: this goes, and readers take what was kept, once
 * `select from tasks where payload ? 'raw' and not payload->'beside' ? 'webhook' and dead_at is not null` finds nothing in any deployment.
 */
export function besideOfEarlier({ kind, raw, beside, why }: KeptPayload): Beside {
  if (kind === "unknown-status")
    return { webhook: HAS_EVENT_TYPE.test(raw) ? "twilio/conversation-events" : "twilio/status" };
  const webhook = WEBHOOKS[kind];
  if (webhook !== "meta/webhook") return { webhook };
  const [, list = ""] = /^\$[^: ]*?(\w+)(?:\[\d+\])?: /.exec(why) ?? [];
  return { ...(beside as object), webhook, ...(list && { list, field: fieldOf(list, why) }) };
}

function fieldOf(list: string, why: string): string {
  if (why.includes(".value.standby.")) return "standby";
  return list === "message_echoes" ? "smb_message_echoes" : "messages";
}
