import { asObject } from "../upstreams/call.ts";
import { fixedSid } from "./message.ts";

export type Participant = {
  sid: string;
  identity: string | null;
  messaging_binding: { type: string; address: string; proxy_address: string } | null;
  date: string;
};

export type Message = {
  sid: string;
  body: string;
  author: string;
  attributes: string;
  index: number;
  date: string;
};

/** A conversation of the account, as the REST API made it. */
export type StoredConversation = {
  sid: string;
  serviceSid: string;
  friendlyName: string | null;
  uniqueName: string | null;
  attributes: string;
  date: string;
  participants: Participant[];
  messages: Message[];
};

type Account = { accountSid: string };

/** The conversation as the API shows it. */
export function conversationResource({ accountSid }: Account, one: StoredConversation) {
  return {
    sid: one.sid,
    account_sid: accountSid,
    chat_service_sid: one.serviceSid,
    messaging_service_sid: fixedSid("MG", "tickline sandbox conversations"),
    friendly_name: one.friendlyName,
    unique_name: one.uniqueName,
    attributes: one.attributes,
    state: "active",
    ...datesOf(one.date),
    timers: {},
    bindings: {},
  };
}

/** The participant as the API shows it. */
export function participantResource({ accountSid }: Account, of: StoredConversation, one: Participant) {
  const { sid, identity, messaging_binding, date } = one;
  const ids = { sid, account_sid: accountSid, conversation_sid: of.sid };
  const role_sid = fixedSid("RL", "tickline sandbox role");
  return { ...ids, identity, attributes: "{}", messaging_binding, role_sid, ...datesOf(date) };
}

/** The message as the API shows it. */
export function messageResource({ accountSid }: Account, of: StoredConversation, one: Message) {
  const { date, ...message } = one;
  const ids = { account_sid: accountSid, conversation_sid: of.sid, chat_service_sid: of.serviceSid };
  return { ...message, ...ids, media: null, participant_sid: null, delivery: null, ...datesOf(date) };
}

const SID_NAMES: Record<string, string> = { CH: "ConversationSid", MB: "ParticipantSid", IM: "MessageSid" };

/** A resource's members under the names that webhooks give them, with dates to the millisecond. */
export function hookFields(resource: Record<string, unknown>): Record<string, string> {
  const { account_sid, sid, date_created, date_updated, messaging_binding, ...plain } = resource;
  const binding = Object.entries(asObject(messaging_binding)).map(([name, value]) => [
    `MessagingBinding.${pascal(name)}`,
    value,
  ]);
  const others = Object.entries(plain)
    .filter(([, value]) => value !== null && typeof value !== "object")
    .map(([name, value]) => [pascal(name), String(value)]);
  const exact = (date: unknown) => String(date).replace("Z", ".123Z");
  return {
    ...Object.fromEntries([...others, ...binding]),
    [SID_NAMES[String(sid).slice(0, 2)] ?? "Sid"]: String(sid),
    DateCreated: exact(date_created),
    DateUpdated: exact(date_updated),
  };
}

/** Whether a text is JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function pascal(name: string): string {
  return name.replace(/(^|_)(\w)/g, (_, _start, letter: string) => letter.toUpperCase());
}

function datesOf(date: string) {
  return { date_created: date, date_updated: date };
}
