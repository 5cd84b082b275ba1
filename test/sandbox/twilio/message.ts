import { createHash, randomBytes } from "node:crypto";
import type { Answer, Form } from "../upstreams/call.ts";

/** A photo, voice message or document that hangs on a message. */
export type TwilioMedia = {
  sid: string;
  contentType: string;
  bytes: Buffer;
  /** Where the media resource redirects to; Twilio's CDN unless a test says otherwise. */
  location: string;
};

/** Twilio's Message resource as its API answers it. */
export type MessageResource = {
  sid: string;
  account_sid: string;
  api_version: string;
  body: string;
  date_created: string;
  date_sent: string | null;
  date_updated: string;
  direction: "inbound" | "outbound-api";
  error_code: number | null;
  error_message: string | null;
  from: string;
  to: string;
  messaging_service_sid: string | null;
  num_media: string;
  num_segments: string;
  price: string | null;
  price_unit: string | null;
  status: string;
  subresource_uris: { media: string };
  uri: string;
};

/** A message in the simulated account: the resource, and what came with it. */
export type TwilioMessage = MessageResource & {
  /** The form of the send, or the parameters of the inbound webhook. */
  form: Form;
  media: TwilioMedia[];
  /** To the millisecond, which the resource's dates are not. */
  at: Date;
  /** The error code that the status callback will bring, when this message is bound to fail. */
  failsWith?: number;
};

type NewMessage = Pick<MessageResource, "direction" | "from" | "to" | "body" | "status"> & {
  sid?: string;
  accountSid: string;
  messagingServiceSid?: string;
  numMedia?: number;
  form: Form;
  media?: TwilioMedia[];
  at?: Date;
};

/** A new message of the account; dated now unless `at` says otherwise. */
export function createMessage(message: NewMessage): TwilioMessage {
  const { accountSid, direction, from, to, body, status, form, media = [], at = new Date() } = message;
  const sid = message.sid ?? newSid("SM");
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}`;
  return {
    sid,
    account_sid: accountSid,
    api_version: "2010-04-01",
    body,
    date_created: toRfc2822(at),
    date_sent: direction === "inbound" ? toRfc2822(at) : null,
    date_updated: toRfc2822(at),
    direction,
    error_code: null,
    error_message: null,
    from,
    to,
    messaging_service_sid: message.messagingServiceSid ?? null,
    num_media: String(message.numMedia ?? media.length),
    num_segments: "1",
    price: null,
    price_unit: direction === "inbound" ? "USD" : null,
    status,
    subresource_uris: { media: `${uri}/Media.json` },
    uri: `${uri}.json`,
    form,
    media,
    at,
  };
}

/** The message as the API shows it. */
export function toResource({ form, media, at, failsWith, ...resource }: TwilioMessage): MessageResource {
  return resource;
}

/** A fresh id of Twilio's kind: two letters and 32 hexadecimal digits. */
export function newSid(prefix: string): string {
  return prefix + randomBytes(16).toString("hex");
}

/** The same id for the same seed, for things that must not change between runs. */
export function fixedSid(prefix: string, seed: string): string {
  return prefix + createHash("md5").update(seed).digest("hex");
}

/** A time as Twilio's 2010 API writes it, e.g. "Fri, 24 May 2019 17:44:46 +0000". */
export function toRfc2822(at: Date): string {
  return at.toUTCString().replace("GMT", "+0000");
}

const MESSAGES: Record<number, string> = {
  20003: "Authenticate",
  20009: "Resource not complete",
  20404: "The requested resource was not found",
  20429: "Too Many Requests",
  20500: "An internal server error has occurred",
  20503: "Service unavailable",
  21211: "Invalid 'To' Phone Number",
  21602: "Message body is required.",
  21603: "A 'From' phone number is required.",
  21604: "A 'To' phone number is required.",
  21609: "Invalid 'StatusCallback' URL",
  21610: "Attempt to send to unsubscribed recipient",
  21617: "The concatenated message body exceeds the 1600 character limit.",
  21655: "The ContentSid is Invalid",
  21656: "The ContentVariables Parameter is invalid",
  21910: "Invalid From and To pair. From and To should be of the same channel",
  30003: "Unreachable destination handset",
  35111: "The SendAt parameter is missing or invalid",
  35118: "MessagingServiceSid is required to schedule a message",
  63013: "Message failed because it violates the channel provider's policy",
  63016:
    "Failed to send freeform message because you are outside the allowed window. If you are using WhatsApp, please use a Message Template.",
  63018: "Rate limit exceeded for channel",
  63024: "Invalid message recipient",
};

/** Twilio's own words for an error code. */
export function errorMessage(code: number): string {
  return MESSAGES[code] ?? `Error ${code}`;
}

/** A refusal in Twilio's shape. */
export function twilioError(status: number, code: number, message = errorMessage(code)): Answer {
  return {
    status,
    body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
  };
}

const CODE_OF_STATUS: Record<number, number> = { 401: 20003, 404: 20404, 429: 20429, 500: 20500, 503: 20503 };

/** What Twilio answers with this HTTP status when the request itself was fine. */
export function twilioFailure(status: number): Answer {
  return twilioError(status, CODE_OF_STATUS[status] ?? 20001);
}
