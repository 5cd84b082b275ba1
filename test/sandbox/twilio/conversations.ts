import { createHash } from "node:crypto";
import type { Twilio } from "../twilio.ts";
import type { WebhookOptions } from "./deliver.ts";
import { type NewConversationFile, storeConversationFile } from "./media-content.ts";
import { newSid } from "./message.ts";

type Account = {
  twilio: Pick<Twilio, "accountSid" | "sign" | "post" | "conversationFiles" | "violations">;
  deliver: { publicBaseUrl: string; targetOrigin?: string | undefined };
};

export type EventOptions = WebhookOptions & {
  /** Another webhook path below the public base URL, e.g. an alias. */
  path?: string;
  /** The body as JSON, its hash in the URL, as some set-ups have it. */
  as?: "form" | "json";
  /** A hash that is not the body's. */
  bodySHA256?: string;
};

const EVENTS = "/api/twilio/conversation-events";

/** A conversation of the simulated Twilio, which tells of itself only what a test asks it to tell. */
export type Conversation = {
  conversationSid: string;
  /** Keeps files in the conversation's service. @returns the text for an event's `Media` */
  attach(...files: NewConversationFile[]): string;
  /** Posts an event of this conversation, completed with the ids that Twilio sends each time; given fields are kept. */
  tell(eventType: string, fields?: Record<string, string>, options?: EventOptions): Promise<Response>;
};

/** A conversation with a service of its own. */
export function startConversation(account: Account, conversationSid = newSid("CH")): Conversation {
  const ChatServiceSid = newSid("IS");
  return {
    conversationSid,
    attach: (...files) =>
      JSON.stringify(
        files
          .map((file) => storeConversationFile(account.twilio, ChatServiceSid, file))
          .map(({ sid, filename = null, contentType, bytes }) => ({
            Sid: sid,
            Filename: filename,
            ContentType: contentType,
            Size: bytes.length,
          })),
      ),
    tell: (EventType, fields = {}, options = {}) =>
      postEvent(
        account,
        {
          ...(EventType && { EventType }),
          AccountSid: account.twilio.accountSid,
          ChatServiceSid,
          ConversationSid: conversationSid,
          RetryCount: "0",
          ...fields,
        },
        options,
      ),
  };
}

/** Posts an event as Twilio signs it: a form by its fields, a JSON body by its hash in the URL. */
export function postEvent(
  account: Account,
  fields: Record<string, string>,
  { path = EVENTS, as = "form", bodySHA256, ...options }: EventOptions = {},
): Promise<Response> {
  const { twilio, deliver } = account;
  if (as === "form") return twilio.post(path, fields, options);
  const body = JSON.stringify(nested(fields));
  const hash = bodySHA256 ?? createHash("sha256").update(body).digest("hex");
  const signed = `${path}?bodySHA256=${hash}`;
  const signature = options.signature ?? twilio.sign(deliver.publicBaseUrl + signed, {});
  const headers = { "content-type": "application/json", "x-twilio-signature": signature };
  return fetch(`${deliver.targetOrigin ?? deliver.publicBaseUrl}${signed}`, {
    method: "POST",
    headers,
    body,
  });
}

/** A binding's fields as an object, files as a list: what JSON has in place of a form's names and texts. */
function nested(fields: Record<string, string>): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  const binding: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name.startsWith("MessagingBinding.")) binding[name.slice("MessagingBinding.".length)] = value;
    else out[name] = name === "Media" ? JSON.parse(value) : value;
  }
  return Object.keys(binding).length > 0 ? { ...out, MessagingBinding: binding } : out;
}
