import * as z from "zod/mini";
import type { TwilioEnv } from "../../config/env.ts";
import {
  type Change,
  CONVERSATION_STATES,
  type ConversationMessageTold,
  type ConversationTold,
  type ParticipantTold,
} from "../../domain/conversation.ts";
import { UpstreamError } from "../../errors.ts";
import { type Fields, timeIn } from "./event-fields.ts";
import { parseConversationMessage } from "./parse-conversation-message.ts";

const sid = (prefix: string) => z.string().check(z.regex(new RegExp(`^${prefix}[0-9a-f]{32}$`, "i")));
const text = () => z.optional(z.nullable(z.string()));

const dates = { date_created: text(), date_updated: text() };

const conversation = z.object({
  sid: sid("CH"),
  chat_service_sid: text(),
  messaging_service_sid: text(),
  friendly_name: text(),
  unique_name: text(),
  attributes: text(),
  state: text(),
  ...dates,
});

const participants = z.object({
  participants: z.array(
    z.object({
      sid: sid("MB"),
      conversation_sid: sid("CH"),
      identity: text(),
      role_sid: text(),
      messaging_binding: z.optional(
        z.nullable(z.object({ type: text(), address: text(), proxy_address: text() })),
      ),
      ...dates,
    }),
  ),
});

const message = z.object({
  sid: sid("IM"),
  conversation_sid: sid("CH"),
  chat_service_sid: text(),
  body: text(),
  author: text(),
  participant_sid: text(),
  attributes: text(),
  index: z.optional(z.nullable(z.number())),
  ...dates,
});

/** Twilio's Conversation resource as an event would tell it. @throws {UpstreamError} "unanswered" for any other answer */
export function parseConversation(json: unknown, change: Change): ConversationTold {
  const one = read(conversation, json);
  return {
    kind: "conversation",
    change,
    conversationSid: one.sid,
    chatServiceSid: one.chat_service_sid ?? null,
    messagingServiceSid: one.messaging_service_sid ?? null,
    friendlyName: one.friendly_name ?? null,
    uniqueName: one.unique_name ?? null,
    attributes: one.attributes ?? null,
    state: CONVERSATION_STATES.find((state) => state === one.state) ?? null,
    ...datesOf(one),
  };
}

/** A list of Twilio's Participant resources as events would tell them. @throws {UpstreamError} "unanswered" for any other answer */
export function parseParticipants(json: unknown, chatServiceSid: string | null): ParticipantTold[] {
  return read(participants, json).participants.map((one) => ({
    kind: "participant",
    change: "added",
    conversationSid: one.conversation_sid,
    chatServiceSid,
    messagingServiceSid: null,
    participantSid: one.sid,
    identity: one.identity ?? null,
    address: one.messaging_binding?.address ?? null,
    proxyAddress: one.messaging_binding?.proxy_address ?? null,
    bindingType: one.messaging_binding?.type ?? null,
    roleSid: one.role_sid ?? null,
    ...datesOf(one),
  }));
}

/**
 * Twilio's Message resource as its onMessageAdded would tell it, read as that one is: what comes first must not matter.
 * @throws {UpstreamError} "unanswered" for any other answer
 */
export function parseMessage(json: unknown, twilio: TwilioEnv): ConversationMessageTold {
  const one = read(message, json);
  const fields = {
    MessageSid: one.sid,
    ConversationSid: one.conversation_sid,
    ChatServiceSid: one.chat_service_sid,
    Body: one.body,
    Author: one.author,
    ParticipantSid: one.participant_sid,
    Attributes: one.attributes,
    Index: one.index === undefined || one.index === null ? null : String(one.index),
    Source: "API",
    DateCreated: one.date_created,
    DateUpdated: one.date_updated,
  };
  const told = Object.entries(fields).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return parseConversationMessage(Object.fromEntries(told) as Fields, "added", twilio);
}

function read<Schema extends z.ZodMiniType>(schema: Schema, json: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new UpstreamError("twilio", "unanswered", { cause: parsed.error });
  return parsed.data;
}

function datesOf(one: {
  date_created?: string | null | undefined;
  date_updated?: string | null | undefined;
}) {
  const fields = { created: one.date_created ?? "", updated: one.date_updated ?? "" };
  return { createdAt: timeIn(fields, "created"), updatedAt: timeIn(fields, "updated") };
}
