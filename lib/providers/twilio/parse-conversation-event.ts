import type { TwilioEnv } from "../../config/env.ts";
import {
  type Change,
  CONVERSATION_STATES,
  type ConversationEvent,
  type ConversationState,
  type ConversationTold,
  type ParticipantTold,
} from "../../domain/conversation.ts";
import type { StatusUpdate } from "../../domain/message-status.ts";
import { storable } from "../../domain/text.ts";
import type { Form } from "../../http/form.ts";
import { conversationIn, datesIn, type Fields, sidIn, textIn, timeIn } from "./event-fields.ts";
import { malformed, scalars } from "./form.ts";
import { parseConversationMessage } from "./parse-conversation-message.ts";
import { errorCodeOf, twilioStatus } from "./parse-status.ts";
import { EVENT_TYPE_BY_PATH } from "./routes.ts";

/** What Twilio told of a conversation; `eventType` is fit for a log. */
export type ParsedEvent = { eventType: string } & (
  | { event: "mirrored"; told: ConversationEvent }
  | { event: "delivery"; messageId: string; statusWord: string; update: StatusUpdate | null }
  /** It waits for our answer, and holds the conversation up until it has it. */
  | { event: "before-the-fact" }
  | { event: "unknown"; why: string }
);

const CHANGES: Record<string, Change> = { Added: "added", Updated: "updated", Removed: "removed" };
const BEFORE_THE_FACT = /^on[A-Z][A-Za-z]*(Add|Update|Remove|Send)$/;

/**
 * The event in Twilio's parameters, by its `EventType`, else by the path that Twilio was given for it.
 * @throws {PayloadError} naming the field that is missing or malformed
 * @see https://www.twilio.com/docs/conversations/conversations-webhooks
 */
export function parseConversationEvent(form: Form, path: string, twilio: TwilioEnv): ParsedEvent {
  const fields = scalars(form);
  const given = fields.EventType || EVENT_TYPE_BY_PATH[path] || "";
  const eventType = /^[A-Za-z]{1,64}$/.test(given) ? given : "an event without a name";
  if (BEFORE_THE_FACT.test(eventType)) return { eventType, event: "before-the-fact" };
  if (eventType === "onDeliveryUpdated") return { eventType, event: "delivery", ...deliveryIn(fields) };
  const told = toldIn(fields, eventType, twilio);
  if (told) return { eventType, event: "mirrored", told };
  return { eventType, event: "unknown", why: `nobody here knows ${eventType}` };
}

function toldIn(fields: Fields, eventType: string, twilio: TwilioEnv): ConversationEvent | null {
  if (eventType === "onConversationStateUpdated") return stateIn(fields);
  const [, about, changed] =
    /^on(Conversation|Message|Participant)(Added|Updated|Removed)$/.exec(eventType) ?? [];
  const change = CHANGES[changed ?? ""];
  if (!change) return null;
  if (about === "Message") return parseConversationMessage(fields, change, twilio);
  return about === "Participant" ? participantIn(fields, change) : conversationTold(fields, change);
}

function conversationTold(fields: Fields, change: Change): ConversationTold {
  return {
    kind: "conversation",
    change,
    ...conversationIn(fields),
    friendlyName: textIn(fields, "FriendlyName"),
    uniqueName: textIn(fields, "UniqueName"),
    attributes: textIn(fields, "Attributes"),
    state: stateOf(fields.State ?? fields.ConversationState),
    ...datesIn(fields, change),
  };
}

/** Some set-ups send `ConversationState` in place of `StateTo`. A state invented since is an unknown event. */
function stateIn(fields: Fields): ConversationEvent | null {
  const conversation = conversationIn(fields);
  const word = fields.StateTo || fields.ConversationState || fields.State;
  if (!word) throw malformed([{ path: ["StateTo"] }]);
  const to = stateOf(word);
  return (
    to && {
      kind: "state",
      ...conversation,
      from: textIn(fields, "StateFrom"),
      to,
      reason: textIn(fields, "Reason"),
      changedAt: timeIn(fields, "StateUpdated", "DateUpdated"),
    }
  );
}

function stateOf(word = ""): ConversationState | null {
  return CONVERSATION_STATES.find((state) => state === word.toLowerCase()) ?? null;
}

function participantIn(fields: Fields, change: Change): ParticipantTold {
  return {
    kind: "participant",
    change,
    ...conversationIn(fields),
    participantSid: sidIn(fields, "ParticipantSid", "MB"),
    identity: textIn(fields, "Identity"),
    address: textIn(fields, "MessagingBinding.Address"),
    proxyAddress: textIn(fields, "MessagingBinding.ProxyAddress"),
    bindingType: textIn(fields, "MessagingBinding.Type"),
    roleSid: textIn(fields, "RoleSid"),
    ...datesIn(fields, change),
  };
}

/** The receipt of one participant's copy, as a status of the message that was sent to all. */
function deliveryIn(fields: Fields) {
  conversationIn(fields);
  const messageId = sidIn(fields, "MessageSid", "IM");
  const statusWord = fields.Status ?? "";
  if (statusWord === "" || statusWord.length > 64) throw malformed([{ path: ["Status"] }]);
  const status = twilioStatus(statusWord);
  const update: StatusUpdate | null = status && {
    provider: "twilio",
    logId: null,
    messageId,
    status,
    at: timeIn(fields, "DateUpdated", "DateCreated") ?? "now",
    errorCode: errorCodeOf(fields.ErrorCode),
    errorMessage: null,
  };
  return { messageId, statusWord: storable(statusWord), update };
}
