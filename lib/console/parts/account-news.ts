import type { AccountEvent } from "../../db/stats/account-events.ts";

type Payload = Record<string, unknown>;

/** What each field of Meta's webhooks tells of an account. @see https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference */
const SENTENCES: Record<string, (payload: Payload) => string> = {
  message_template_status_update: (told) => {
    const reason = word(told, "reason");
    const why = reason === "" || reason === "NONE" ? "" : `: ${plain(reason)}`;
    return `${template(told)} was ${TEMPLATE_EVENTS[word(told, "event")] ?? plain(word(told, "event"))}${why}.`;
  },
  message_template_quality_update: (told) => {
    const before = word(told, "previous_quality_score");
    return `The quality of ${lowered(template(told))} is ${plain(word(told, "new_quality_score"))} now${before && `, and was ${plain(before)}`}.`;
  },
  template_category_update: (told) => `${template(told)} counts as ${plain(word(told, "new_category"))} now.`,
  phone_number_quality_update: (told) => {
    const limit = word(told, "max_daily_conversations_per_business") || word(told, "current_limit");
    return `${NUMBER_EVENTS[word(told, "event")] ?? `Our number: ${plain(word(told, "event"))}`}${limit && `; ${limitIn(limit)}`}.`;
  },
  business_capability_update: (told) => {
    const limit =
      word(told, "max_daily_conversations_per_business") || word(told, "max_daily_conversation_per_phone");
    return limit === "" ? "What the account may do has changed." : `The account: ${limitIn(limit)}.`;
  },
  account_update: (told) => {
    const violation = word(inner(told, "violation_info"), "violation_type");
    const ban = word(inner(told, "ban_info"), "waba_ban_state");
    const more = violation || ban;
    return `${ACCOUNT_EVENTS[word(told, "event")] ?? `The account: ${plain(word(told, "event"))}`}${more && `: ${plain(more)}`}.`;
  },
  account_review_update: (told) => `Meta's review of the account ended: ${plain(word(told, "decision"))}.`,
};

/** The fields that a sentence is known for. */
export const TOLD_FIELDS: readonly string[] = Object.keys(SENTENCES);

const TEMPLATE_EVENTS: Record<string, string> = {
  FLAGGED: "flagged, since people may not like it",
  PENDING_DELETION: "marked to be deleted",
  PENDING: "put under review",
};
const NUMBER_EVENTS: Record<string, string> = {
  UPGRADE: "Our number may send more",
  DOWNGRADE: "Our number may send less",
  FLAGGED: "Our number's quality is low, and its limit may be lowered",
  UNFLAGGED: "Our number's quality is good again",
  ONBOARDING: "Our number is being registered",
  THROUGHPUT_UPGRADE: "Our number may send faster",
};
const ACCOUNT_EVENTS: Record<string, string> = {
  ACCOUNT_DELETED: "The account was deleted",
  ACCOUNT_RESTRICTION: "The account is restricted, and may not send everything",
  ACCOUNT_VIOLATION: "The account went against WhatsApp's rules",
  PARTNER_REMOVED:
    "A partner, or the WhatsApp Business app, was removed from the account: what is written there is heard of no more",
  DISABLED_UPDATE: "Whether the account is disabled has changed",
  VERIFIED_ACCOUNT: "The account was verified",
};

/** What Meta said of the account, a number or a template, in a sentence. Its fields may be missing, or hold anything. */
export function accountNews({ field, payload }: Pick<AccountEvent, "field" | "payload">): string {
  const say = Object.hasOwn(SENTENCES, field) ? SENTENCES[field] : undefined;
  return say ? say(payload) : `${plain(field)}: ${plain(word(payload, "event"))}.`;
}

function template(told: Payload): string {
  const language = word(told, "message_template_language");
  return `The template ${word(told, "message_template_name")}${language && ` (${language})`}`;
}

function limitIn(limit: string): string {
  const size = limit.replace(/^TIER_/, "");
  if (size === "UNLIMITED" || size === "-1") return "no limit on new conversations a day";
  if (size === "NOT_SET") return "no limit is set yet";
  return `up to ${size} new conversations a day`;
}

/** Meta's WORDS_LIKE_THIS as words. */
const plain = (text: string) => text.toLowerCase().replaceAll("_", " ") || "it does not say what";
const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

function word(told: Payload, name: string): string {
  const value = told[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function inner(told: Payload, name: string): Payload {
  // An object has names and values, whatever they are.
  return typeof told[name] === "object" && told[name] !== null ? (told[name] as Payload) : {};
}
