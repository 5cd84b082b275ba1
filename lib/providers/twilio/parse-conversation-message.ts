import * as z from "zod/mini";
import type { TwilioEnv } from "../../config/env.ts";
import { channelOf, parseBsuid, parsePhone } from "../../domain/address.ts";
import type { Change, ConversationMessageTold } from "../../domain/conversation.ts";
import { kindOfMedia, type Media } from "../../domain/message.ts";
import type { Channel } from "../../domain/providers.ts";
import { cut, storable } from "../../domain/text.ts";
import { parseJson } from "../../http/upstream.ts";
import { conversationMediaUrl } from "./conversation-media.ts";
import { conversationIn, datesIn, type Fields, sidIn, textIn } from "./event-fields.ts";
import { ownAddress } from "./own-address.ts";

/** Where a message came from when a person outside wrote it; API and SDK are our own side. */
const SOURCES_OUTSIDE = new Set(["SMS", "WHATSAPP", "MESSENGER", "EMAIL"]);
/** By which of our channels; what is told without a source is of the channel that its author's address names. */
const CHANNEL_OF_SOURCE = new Map<string, Channel>([
  ["SMS", "sms"],
  ["WHATSAPP", "whatsapp"],
]);
const MAX_MEDIA = 10;
const MAX_BODY = 65_536;

const mediaList = z.array(
  z.object({
    Sid: z.string().check(z.regex(/^ME[0-9a-f]{32}$/i)),
    ContentType: z.optional(z.nullable(z.string())),
    Filename: z.optional(z.nullable(z.string())),
  }),
);

/**
 * The message of onMessageAdded, onMessageUpdated or onMessageRemoved.
 * @throws {PayloadError} naming the field that is missing or malformed
 */
export function parseConversationMessage(
  fields: Fields,
  change: Change,
  twilio: TwilioEnv,
): ConversationMessageTold {
  const conversation = conversationIn(fields);
  const source = fields.Source?.toUpperCase() ?? "";
  const contact = contactIn(fields.Author ?? "", source, ownNumbers(twilio));
  const isInbound = contact !== null || SOURCES_OUTSIDE.has(source);
  const media = mediaIn(fields.Media ?? "", conversation.chatServiceSid);
  return {
    kind: "message",
    change,
    ...conversation,
    messageId: sidIn(fields, "MessageSid", "IM"),
    direction: isInbound ? "inbound" : "outbound",
    contact,
    sender: contact && ownAddress(twilio, contact.channel),
    messageKind: media[0] ? kindOfMedia(media[0].contentType) : "text",
    body: cut(storable(fields.Body ?? ""), MAX_BODY),
    media,
    detail: {
      ...named("author", contact ? null : textIn(fields, "Author")),
      ...named("source", textIn(fields, "Source")),
      ...named("index", textIn(fields, "Index")),
      ...named("participantSid", textIn(fields, "ParticipantSid")),
      ...named("attributes", fields.Attributes === "{}" ? null : textIn(fields, "Attributes")),
    },
    ...datesIn(fields, change),
  };
}

/**
 * The person outside who wrote it, by an address that we could answer; an identity of ours or our own number is none. Nor is
 * whoever chats, or calls an API, under the name of a customer's number, or writes an SMS under that of a WhatsApp number.
 */
function contactIn(
  author: string,
  source: string,
  own: (string | undefined)[],
): ConversationMessageTold["contact"] {
  // An identity may consist of digits: only what is written as an address is one.
  if (!/^(whatsapp:|\+)/i.test(author)) return null;
  const phone = parsePhone(author);
  const bsuid = parseBsuid(author);
  if ((!phone && !bsuid) || (phone !== null && own.includes(phone))) return null;
  const channel = source === "" ? channelOf(author) : CHANNEL_OF_SOURCE.get(source);
  if (!channel || (channel === "sms" && channelOf(author) === "whatsapp")) return null;
  const address = channel === "whatsapp" && author.startsWith("+") ? `whatsapp:${author}` : author;
  return { phone, bsuid, address: storable(address), channel };
}

function ownNumbers(twilio: TwilioEnv): (string | undefined)[] {
  return twilio.configured ? [twilio.whatsappNumber, twilio.phoneNumber] : [];
}

/** The files in Twilio's JSON text; a text that is none is a message without files, since the rest of it is good. */
function mediaIn(text: string, chatServiceSid: string | null): Media[] {
  const parsed = mediaList.safeParse(parseJson(text));
  if (!parsed.success) return [];
  return parsed.data.slice(0, MAX_MEDIA).map(({ Sid, ContentType, Filename }) => ({
    url: conversationMediaUrl(chatServiceSid, Sid),
    contentType: storable(ContentType ?? ""),
    ...(Filename && { filename: storable(Filename) }),
  }));
}

function named<Name extends string>(name: Name, value: string | null): { [name in Name]?: string } {
  const one: { [name in Name]?: string } = {};
  if (value !== null) one[name] = value;
  return one;
}
