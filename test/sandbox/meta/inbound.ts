import { asObject } from "../upstreams/call.ts";
import type { MetaSettings } from "../upstreams/settings.ts";
import {
  createMedia,
  type MetaContact,
  type MetaMedia,
  type MetaMessage,
  newWamid,
  type Payload,
  textOf,
  toSeconds,
} from "./message.ts";

/** A file that a customer sends; a message carries one. */
export type MetaFile = {
  bytes: Buffer;
  contentType: string;
  /** As what it is sent; made from the content type unless given: sticker is never guessed. */
  type?: "image" | "video" | "audio" | "document" | "sticker";
  caption?: string;
  filename?: string;
  voice?: boolean;
  /** Makes `GET /{media-id}` point elsewhere than to Meta's host. */
  url?: string;
};

export type InboundOptions = {
  /** Who writes; Ada Lovelace by her phone number unless given. */
  contact?: MetaContact;
  /** When it was sent; now unless given. */
  at?: Date;
  /** Replaces members of the webhook's `value`; an undefined one is left out. */
  value?: Payload;
};

const ADA: MetaContact = { wa_id: "14155550123", name: "Ada Lovelace" };

/** A customer's message with the whole webhook that brings it, completed as Meta sends it; members given are kept. */
export function inboundMessage(
  settings: MetaSettings,
  given: string | Payload,
  file: MetaFile | undefined,
  { contact = ADA, at = new Date(), value }: InboundOptions,
): MetaMessage {
  const media = file && createMedia(file.contentType, file.bytes, file.url);
  const content = typeof given === "string" ? { type: "text", text: { body: given } } : given;
  const payload: Payload = {
    ...(contact.wa_id && { from: contact.wa_id }),
    ...(contact.user_id && { from_user_id: contact.user_id }),
    ...(contact.parent_user_id && { from_parent_user_id: contact.parent_user_id }),
    id: newWamid(contact),
    timestamp: toSeconds(at),
    type: typeOf(content),
    ...content,
    ...(file && media && fileParts(file, media, content)),
  };
  const webhook = envelope(settings, { contacts: [contactElement(contact)], messages: [payload], ...value });
  return {
    id: String(payload.id),
    direction: "inbound",
    contact,
    payload,
    type: String(payload.type),
    text: textOf(payload),
    status: "received",
    at,
    media,
    webhook: Buffer.from(JSON.stringify(webhook)),
  };
}

/** A webhook with one change: Meta's envelope around a `value`, whose given members win over the usual ones. */
export function envelope(settings: MetaSettings, value: Payload, field = "messages"): Payload {
  const { accountId, displayNumber, phoneNumberId } = settings;
  const usual = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: displayNumber, phone_number_id: phoneNumberId },
  };
  return {
    object: "whatsapp_business_account",
    entry: [{ id: accountId, changes: [{ value: { ...usual, ...value }, field }] }],
  };
}

/** A person as an element of `value.contacts`. */
export function contactElement({ name, username, ...ids }: MetaContact): Payload {
  return { profile: { name, username }, ...ids };
}

function typeOf(content: Payload): string {
  const types = ["image", "video", "audio", "document", "sticker", "location", "contacts", "button"];
  const more = ["interactive", "reaction", "order", "system", "edit", "revoke", "request_welcome"];
  return [...types, ...more].find((type) => type in content) ?? "text";
}

function fileParts(file: MetaFile, media: MetaMedia, content: Payload): Payload {
  const { caption, filename, voice, contentType } = file;
  const kind = contentType.split("/")[0] ?? "";
  const type = file.type ?? (["image", "video", "audio"].includes(kind) ? kind : "document");
  const sha256 = Buffer.from(media.sha256, "hex").toString("base64");
  const parts = { caption, filename, mime_type: contentType, sha256, id: media.id };
  return {
    type,
    [type]: { ...parts, ...(type === "audio" && { voice: voice ?? false }), ...asObject(content[type]) },
  };
}
