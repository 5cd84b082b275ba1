import { type Form, first } from "../upstreams/call.ts";
import type { Course } from "../upstreams/courses.ts";
import type { DeliverSettings } from "../upstreams/settings.ts";
import { deliverWebhook } from "./deliver.ts";
import { errorMessage, fixedSid, type TwilioMessage, toRfc2822 } from "./message.ts";
import { isWhatsApp } from "./send.ts";

/** The parameters of a status callback, as Twilio posts them for this message. */
function callbackParams(message: TwilioMessage, status: string, extra: Form = {}): Form {
  const { sid, from, to, account_sid, messaging_service_sid } = message;
  const failed = status === "failed" || status === "undelivered";
  const code = first(extra, "ErrorCode") ?? (failed ? String(message.failsWith ?? 63016) : undefined);
  return {
    ApiVersion: "2010-04-01",
    AccountSid: account_sid,
    From: from,
    To: to,
    MessageSid: sid,
    SmsSid: sid,
    MessageStatus: status,
    SmsStatus: status,
    ...(messaging_service_sid && { MessagingServiceSid: messaging_service_sid }),
    ...(code && { ErrorCode: code }),
    ...(isWhatsApp(to) ? whatsAppParams(message, status, code) : smsParams(status)),
    ...extra,
  };
}

/**
 * Tells the message's own StatusCallback that the message has this status.
 * @throws {Error} when the message was sent without a StatusCallback
 */
export function sendCallback(
  settings: DeliverSettings,
  message: TwilioMessage,
  status: string,
  extra?: Form,
): Promise<Response> {
  const url = first(message.form, "StatusCallback");
  if (!url) throw new Error(`${message.sid} was sent without a StatusCallback`);
  return deliverWebhook(settings, url, callbackParams(message, status, extra));
}

/** Brings the message itself to a status, as the API will show it from now on. */
export function settleMessage(message: TwilioMessage, status: string, errorCode?: number): void {
  const at = toRfc2822(new Date());
  message.status = status;
  message.date_updated = at;
  if (status === "sent") message.date_sent = at;
  if (errorCode === undefined) return;
  message.error_code = errorCode;
  message.error_message = errorMessage(errorCode);
}

/** What becomes of an accepted message, told to its StatusCallback where it has one. */
export function courseOf(settings: DeliverSettings, message: TwilioMessage): Course {
  return {
    id: message.sid,
    statuses: message.failsWith ? ["queued", "failed"] : ["queued", "sent", "delivered"],
    settle: (status) => settleMessage(message, status, status === "failed" ? message.failsWith : undefined),
    async tell(status) {
      if (first(message.form, "StatusCallback")) await sendCallback(settings, message, status);
    },
  };
}

function whatsAppParams({ to }: TwilioMessage, status: string, code?: string): Form {
  return {
    ChannelInstallSid: fixedSid("XE", "tickline sandbox channel"),
    ChannelPrefix: "whatsapp",
    ChannelToAddress: to.replace("whatsapp:", ""),
    ...(status === "read" && { EventType: "READ" }),
    ...(status === "undelivered" && { EventType: "UNDELIVERED" }),
    ...(code && { ChannelStatusMessage: errorMessage(Number(code)) }),
  };
}

function smsParams(status: string): Form {
  if (status !== "delivered") return {};
  const stamp = new Date().toISOString().replace(/\D/g, "");
  return { RawDlrDoneDate: stamp.slice(2, 12) };
}
