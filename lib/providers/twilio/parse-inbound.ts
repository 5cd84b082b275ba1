import * as z from "zod/mini";
import { channelOf, parseBsuid, parsePhone } from "../../domain/address.ts";
import {
  type InboundMessage,
  kindOfMedia,
  type Media,
  type MessageDetail,
  type MessageKind,
} from "../../domain/message.ts";
import { cut, storable } from "../../domain/text.ts";
import type { Form } from "../../http/form.ts";
import { malformed, scalars } from "./form.ts";

/** Only what must hold. New parameters appear unannounced, so nothing is rejected for being unknown. */
const required = z.object({
  MessageSid: z.string().check(z.regex(/^(SM|MM)[0-9a-f]{32}$/i)),
  From: z.string().check(z.minLength(1), z.maxLength(256)),
  To: z.string().check(z.minLength(1), z.maxLength(256)),
  NumMedia: z.optional(z.string().check(z.regex(/^\d{0,3}$/))),
});

const MAX_MEDIA = 10;
const MAX_BODY = 65_536;
/** Far above what WhatsApp allows, and below what a search index takes. */
const MAX_NAME = 512;

/** What Twilio calls a message, where our word differs. */
const KINDS: Record<string, MessageKind> = { voice: "audio", file: "document", list: "interactive" };

/**
 * The message in Twilio's form; `message` is null when its sender is neither a phone nor a BSUID (a short code, a
 * brand's name), so that nobody could be answered.
 * @throws {PayloadError} naming the field that is missing or malformed
 * @see https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export function parseInbound(form: Form): { messageId: string; message: InboundMessage | null } {
  const fields = scalars(form);
  const checked = required.safeParse(fields);
  if (!checked.success) throw malformed(checked.error.issues);
  const { MessageSid, From, To, NumMedia } = checked.data;
  const phone = parsePhone(From) ?? parsePhone(fields.WaId ?? "");
  const bsuid = parseBsuid(From) ?? parseBsuid(fields.ExternalUserId ?? "");
  if (!phone && !bsuid) return { messageId: MessageSid, message: null };
  const media = mediaOf(fields, Number(NumMedia || 0));
  const text = (name: string) => (fields[name] ? cut(storable(fields[name]), MAX_NAME) : null);
  const message: InboundMessage = {
    provider: "twilio",
    channel: channelOf(From),
    messageId: MessageSid,
    contact: {
      phone,
      bsuid,
      address: storable(From),
      username: text("ProfileUsername"),
      profileName: text("ProfileName"),
    },
    sender: storable(To),
    kind: kindOf(fields, media),
    body: cut(storable(fields.Body || fields.ButtonText || fields.ListTitle || ""), MAX_BODY),
    media,
    detail: detailOf(fields),
    sentAt: null,
  };
  return { messageId: MessageSid, message };
}

function mediaOf(fields: Record<string, string>, count: number): Media[] {
  return Array.from({ length: Math.min(count, MAX_MEDIA) }, (_, n) => n).flatMap((n) => {
    const url = fields[`MediaUrl${n}`];
    return url ? [{ url: storable(url), contentType: storable(fields[`MediaContentType${n}`] ?? "") }] : [];
  });
}

function kindOf(fields: Record<string, string>, media: Media[]): MessageKind {
  const type = fields.MessageType?.toLowerCase() ?? "";
  if (fields.ButtonPayload || fields.ButtonText) return "button";
  if (fields.ListId) return "interactive";
  if (fields.Latitude && fields.Longitude) return "location";
  if (type === "sticker" || type === "contacts" || type === "interactive") return type;
  if (media[0])
    return (Object.hasOwn(KINDS, type) ? KINDS[type] : undefined) ?? kindOfMedia(media[0].contentType);
  return "text";
}

function detailOf(fields: Record<string, string>): MessageDetail {
  const value = (name: string) => (fields[name] ? storable(fields[name]) : undefined);
  const { Latitude, Longitude } = fields;
  const referral = {
    headline: value("ReferralHeadline"),
    body: value("ReferralBody"),
    sourceUrl: value("ReferralSourceUrl"),
  };
  // JSON leaves out what is undefined; what is left is exactly what Twilio sent.
  return JSON.parse(
    JSON.stringify({
      location:
        Latitude && Longitude
          ? {
              latitude: storable(Latitude),
              longitude: storable(Longitude),
              address: value("Address"),
              label: value("Label"),
            }
          : undefined,
      buttonPayload: value("ButtonPayload"),
      listId: value("ListId"),
      forwarded: fields.Forwarded === "true" || fields.FrequentlyForwarded === "true" || undefined,
      quotedMessageId: value("OriginalRepliedMessageSid"),
      referral: Object.values(referral).some(Boolean) ? referral : undefined,
      optOutType: value("OptOutType"),
    }),
  );
}
