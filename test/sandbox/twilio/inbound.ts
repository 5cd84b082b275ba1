import { randomBytes } from "node:crypto";
import { type Form, first } from "../upstreams/call.ts";
import type { DeliverSettings } from "../upstreams/settings.ts";
import { createMessage, newSid, type TwilioMedia, type TwilioMessage } from "./message.ts";
import { isWhatsApp } from "./send.ts";

/** A file that a customer attaches; `location` makes the media resource redirect elsewhere. */
export type InboundMedia = { bytes: Buffer; contentType: string; location?: string };

/** A customer's message: the webhook's parameters completed as Twilio sends them, given ones kept. */
export function inboundMessage(
  settings: DeliverSettings,
  fields: Form,
  files: InboundMedia[] = [],
  at?: Date,
): TwilioMessage {
  const from = first(fields, "From") ?? "whatsapp:+14155550123";
  const to =
    first(fields, "To") ?? (isWhatsApp(from) ? `whatsapp:${settings.whatsappNumber}` : settings.phoneNumber);
  const sid = first(fields, "MessageSid") ?? newSid(files.length > 0 ? "MM" : "SM");
  const media = files.map((file) => storeMedia(settings.accountSid, file));
  const body = first(fields, "Body") ?? "";
  const form: Form = {
    MessageSid: sid,
    SmsSid: sid,
    SmsMessageSid: sid,
    AccountSid: settings.accountSid,
    From: from,
    To: to,
    Body: body,
    NumMedia: String(media.length),
    NumSegments: "1",
    SmsStatus: "received",
    ApiVersion: "2010-04-01",
    ...(isWhatsApp(from) ? whatsAppParams(from, fields, media) : { FromCountry: "US", ToCountry: "US" }),
    ...mediaParams(settings.accountSid, sid, media),
    ...fields,
  };
  const { accountSid } = settings;
  return createMessage({
    sid,
    accountSid,
    direction: "inbound",
    from,
    to,
    body,
    status: "received",
    form,
    media,
    at,
  });
}

function storeMedia(accountSid: string, { bytes, contentType, location }: InboundMedia): TwilioMedia {
  const file = randomBytes(16).toString("hex");
  return {
    sid: newSid("ME"),
    contentType,
    bytes,
    location: location ?? `https://mms.twiliocdn.com/${accountSid}/${file}`,
  };
}

function mediaParams(accountSid: string, sid: string, media: TwilioMedia[]): Form {
  const base = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media`;
  return Object.fromEntries(
    media.flatMap((one, index) => [
      [`MediaContentType${index}`, one.contentType],
      [`MediaUrl${index}`, `${base}/${one.sid}`],
    ]),
  );
}

function whatsAppParams(from: string, fields: Form, media: TwilioMedia[]): Form {
  const address = from.replace("whatsapp:", "");
  const who: Form = address.startsWith("+")
    ? { WaId: address.slice(1), ProfileName: "Ada Lovelace" }
    : { ExternalUserId: from, ProfileUsername: "ada.lovelace", ProfileName: "Ada Lovelace" };
  return { ...who, MessageType: messageType(fields, media) };
}

function messageType(fields: Form, [file]: TwilioMedia[]): string {
  if (fields.Latitude) return "location";
  if (fields.ButtonPayload || fields.ButtonText) return "button";
  if (fields.ListId) return "interactive";
  const kind = file?.contentType.split("/")[0] ?? "text";
  return ["text", "image", "audio", "video"].includes(kind) ? kind : "document";
}
