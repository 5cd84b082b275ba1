import { type Answer, all, asObject, type Form, first } from "../upstreams/call.ts";
import { type ContentAccount, renderContent } from "./content.ts";
import { createMessage, type TwilioMessage, twilioError } from "./message.ts";

const ADDRESS = /^(whatsapp:)?\+[1-9]\d{6,14}$|^whatsapp:[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/** Why Twilio refuses this send; undefined when it is accepted. */
export function refuseSend(form: Form): Answer | undefined {
  const [to, from, body] = [first(form, "To"), first(form, "From"), first(form, "Body") ?? ""];
  const service = first(form, "MessagingServiceSid");
  const contentSid = first(form, "ContentSid");
  if (!to) return twilioError(400, 21604);
  if (!from && !service) return twilioError(400, 21603);
  if (!ADDRESS.test(to)) return twilioError(400, 21211, `Invalid 'To' Phone Number: ${to}`);
  if (from && isWhatsApp(from) !== isWhatsApp(to)) return twilioError(400, 21910);
  if (contentSid && (body || form.MediaUrl)) {
    return twilioError(400, 20001, "ContentSid excludes Body and MediaUrl");
  }
  if (!contentSid && !body && !form.MediaUrl) return twilioError(400, 21602);
  if (body.length > 1600) return twilioError(400, 21617);
  return (
    refuseTemplate(contentSid, first(form, "ContentVariables")) ??
    refuseCallback(first(form, "StatusCallback")) ??
    refuseSchedule(form)
  );
}

/** The accepted send as a message: queued, accepted by a service, or scheduled. */
export function acceptSend(account: ContentAccount, form: Form): TwilioMessage {
  const messagingServiceSid = first(form, "MessagingServiceSid");
  return createMessage({
    accountSid: account.accountSid,
    direction: "outbound-api",
    from: first(form, "From") ?? "",
    to: first(form, "To") ?? "",
    body: form.ContentSid ? renderContent(account, form) : (first(form, "Body") ?? ""),
    status: form.SendAt ? "scheduled" : messagingServiceSid ? "accepted" : "queued",
    messagingServiceSid,
    numMedia: all(form, "MediaUrl").length,
    form,
  });
}

/** Whether an address is on WhatsApp. */
export function isWhatsApp(address: string): boolean {
  return address.startsWith("whatsapp:");
}

function refuseTemplate(contentSid?: string, variables?: string): Answer | undefined {
  if (!contentSid) return undefined;
  if (!/^HX[0-9a-f]{32}$/i.test(contentSid)) return twilioError(400, 21655);
  if (variables === undefined) return undefined;
  const values = Object.values(templateVariables(variables) ?? { unreadable: "" });
  const forbidden = (value: unknown) => typeof value !== "string" || !value || /[\n\r\t]| {5}/.test(value);
  return values.some(forbidden) ? twilioError(400, 21656) : undefined;
}

function refuseCallback(url?: string): Answer | undefined {
  return url !== undefined && !URL.canParse(url) ? twilioError(400, 21609) : undefined;
}

function refuseSchedule(form: Form): Answer | undefined {
  if (!form.SendAt && !form.ScheduleType) return undefined;
  if (!form.MessagingServiceSid) return twilioError(400, 35118);
  const readable = form.ScheduleType === "fixed" && !Number.isNaN(Date.parse(first(form, "SendAt") ?? ""));
  return readable ? undefined : twilioError(400, 35111);
}

function templateVariables(json: string): Record<string, unknown> | undefined {
  try {
    return asObject(JSON.parse(json));
  } catch {
    return undefined;
  }
}
