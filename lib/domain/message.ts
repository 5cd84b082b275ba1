import type { Address } from "./address.ts";
import type { Channel, Provider } from "./providers.ts";

export const MESSAGE_KINDS = [
  "text",
  "image",
  "video",
  "audio",
  "document",
  "sticker",
  "location",
  "contacts",
  "button",
  "interactive",
  "template",
  "order",
  /** Below: things done to a message, which belong on the ticket of that message. */
  "reaction",
  "edit",
  "revoke",
  /** Below: nothing that anybody wrote. */
  "system",
  "request_welcome",
  "unsupported",
  "unknown",
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** Nobody wrote these: kept in the log, and nothing more. They open no service window. */
export const SAYS_NOTHING: ReadonlySet<MessageKind> = new Set(["system", "request_welcome"] as const);

export type Media = { url: string; contentType: string; filename?: string };

export type Location = { latitude: string; longitude: string; address?: string; label?: string };

/** What a message carries beside its text and media. */
export type MessageDetail = {
  location?: Location;
  buttonPayload?: string;
  listId?: string;
  forwarded?: boolean;
  /** The message that this one answers, reacts to, edits or deletes. */
  quotedMessageId?: string;
  referral?: Record<string, string>;
  optOutType?: string;
  /** On a system message: the number that this contact has from now on, and the one before. */
  changedNumberTo?: string;
  changedNumberFrom?: string;
  /** On a system message: the same of the business-scoped user id. */
  changedUserIdTo?: string;
  changedUserIdFrom?: string;
  /** On a template that began the conversation on a ticket: the newest comments there, which are not for the customer. */
  commentsBefore?: string[];
  /** When its contact was erased; nothing else stands beside it. */
  erasedAt?: string;
};

/** A message from a contact, as every provider's `parse` returns it. */
export type InboundMessage = {
  provider: Provider;
  channel: Channel;
  /** The provider's own id: Twilio's MessageSid, Meta's wamid. Unique for ever. */
  messageId: string;
  contact: Address & { address: string; username: string | null; profileName: string | null };
  /** Our number that was written to, as the provider wrote it. */
  sender: string;
  kind: MessageKind;
  body: string;
  media: Media[];
  detail: MessageDetail;
  /** When the customer sent it; null where the provider does not say. */
  sentAt: Date | null;
  /** Meta's agent holds the conversation: we only listen. */
  via?: "standby";
  /** Kept on the contact log, and nothing becomes of it. */
  isOnlyLogged?: boolean;
  /** Its webhook never came: the provider's own log told of it. */
  isRecovered?: boolean;
};

/** By which way we hear of a conversation that others lead from our number: Meta's agent, or staff in the WhatsApp Business app. */
export type Via = "standby" | "business-app";

/** What others wrote from our number. `contact` is to whom. */
export type Echo = Omit<InboundMessage, "via" | "isOnlyLogged" | "isRecovered"> & {
  via: Via;
  isNoted?: boolean;
};

/** A conversation has changed hands between us and Meta's agent. */
export type Handover = { contact: Address; to: "us" | "agent"; at: Date | null };

/** What we hand to a channel. `logId` travels with it, so that every status finds its row. */
export type OutboundMessage = {
  logId: string;
  channel: Channel;
  to: string;
  sender: string;
  content: OutboundContent;
  /** What a template says, where we know: only its provider writes it out. */
  templateText?: string;
};

/** What is said: a text, a file by its public address, an approved template, or a text with choices. */
export type OutboundContent = { body: string } | OutboundFile | ({ body: string } & Choices) | Template;

export type OutboundFile = {
  mediaUrl: string;
  mediaKind: "image" | "video" | "audio" | "document";
  caption?: string;
  filename?: string;
};

/** What a customer may press: up to three buttons, or a button that opens a list of up to ten rows. */
export type Choices =
  | { buttons: { id: string; title: string }[] }
  | { button: string; rows: { id: string; title: string; description?: string }[] };

/** An approved template: Twilio's by its ContentSid, Meta's by name and language. */
export type Template =
  | { contentSid: string; variables: Record<string, string> }
  | {
      name: string;
      language: string;
      variables: Record<string, string>;
      /** What its quick-reply buttons carry, in their order; each its own text, where nothing is given. */
      payloads?: string[];
    };

const KIND_BY_MEDIA_TYPE = new Map<string, MessageKind>([
  ["image", "image"],
  ["video", "video"],
  ["audio", "audio"],
]);

/** The kind of message that a first attachment of this content type makes. */
export function kindOfMedia(contentType: string): MessageKind {
  return KIND_BY_MEDIA_TYPE.get(contentType.split("/")[0] ?? "") ?? "document";
}
