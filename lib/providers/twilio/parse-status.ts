import * as z from "zod/mini";
import type { MessageStatus, StatusUpdate } from "../../domain/message-status.ts";
import { storable } from "../../domain/text.ts";
import type { Form } from "../../http/form.ts";
import { errorWords, logIdIn } from "../told-status.ts";
import { malformed, scalars } from "./form.ts";

/** Twilio's words for the statuses that a message of ours can have. */
const STATUSES: Record<string, MessageStatus> = {
  accepted: "accepted",
  scheduled: "scheduled",
  queued: "queued",
  sending: "sending",
  sent: "sent",
  // Some of several recipients have it: proof that it was sent, not that this one has it.
  partially_delivered: "sent",
  canceled: "canceled",
  undelivered: "undelivered",
  failed: "failed",
  delivered: "delivered",
  read: "read",
};

const required = z.object({
  MessageSid: z.string().check(z.regex(/^(SM|MM)[0-9a-f]{32}$/i)),
  MessageStatus: z.string().check(z.minLength(1), z.maxLength(64)),
});

/**
 * The update in Twilio's status callback; `update` is null for a status that Twilio has invented since.
 * @param log our own row's id, from the callback's URL
 * @throws {PayloadError} naming the field that is missing or malformed
 * @see https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
 */
export function parseStatus(
  form: Form,
  log: string | null,
): { messageId: string; statusWord: string; update: StatusUpdate | null } {
  const fields = scalars(form);
  const checked = required.safeParse({
    MessageSid: fields.MessageSid ?? fields.SmsSid,
    MessageStatus: fields.MessageStatus ?? fields.SmsStatus,
  });
  if (!checked.success) throw malformed(checked.error.issues);
  const { MessageSid: messageId, MessageStatus: statusWord } = checked.data;
  const status = twilioStatus(statusWord);
  const update: StatusUpdate | null = status && {
    provider: "twilio",
    logId: logIdIn(log),
    messageId,
    status,
    at: "now",
    errorCode: errorCodeOf(fields.ErrorCode),
    errorMessage: errorWords(fields.ErrorMessage || fields.ChannelStatusMessage),
  };
  return { messageId, statusWord: storable(statusWord), update };
}

/** Our word for a status of Twilio's, null for one we do not know. */
export function twilioStatus(word: string): MessageStatus | null {
  return Object.hasOwn(STATUSES, word.toLowerCase()) ? (STATUSES[word.toLowerCase()] ?? null) : null;
}

/** The code of an error, null where Twilio names none: some callbacks say "0" for it. */
export function errorCodeOf(code = ""): string | null {
  return /^\d{1,6}$/.test(code) && code !== "0" ? code : null;
}
