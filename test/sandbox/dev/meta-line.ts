import type { MetaContact, MetaMessage, Payload } from "../meta/message.ts";
import type { Meta } from "../meta.ts";
import { asObject } from "../upstreams/call.ts";
import { type Customer, customerIdOf } from "./customers.ts";
import { type Line, type LineMessage, PLACE, type Typed } from "./line.ts";
import { samplePhoto } from "./sample-photo.ts";

/** The phones of those who write to our number at Meta. */
export function createMetaLine(meta: Meta): Line {
  return {
    take(customer, typed) {
      const contact = contactOf(customer);
      if (typed.kind !== "photo") return meta.miss(payloadOf(typed), undefined, { contact }).id;
      const photo = { bytes: samplePhoto(), contentType: "image/png", caption: typed.text || undefined };
      return meta.miss({}, photo, { contact }).id;
    },
    has: (id) => meta.messages.some((message) => message.id === id),
    deliver: (id) => meta.redeliver(id),
    markRead: (id) => meta.markRead(id),
    messages: () => meta.messages.map((message) => lineMessage(message, meta.read.includes(message.id))),
  };
}

function contactOf({ name, username, address }: Customer): MetaContact {
  return address.startsWith("+") ? { wa_id: address.slice(1), name } : { user_id: address, username, name };
}

function payloadOf({ kind, text, about }: Typed): Payload {
  if (kind === "location") return { location: PLACE };
  if (kind === "reaction") return { reaction: { message_id: about, emoji: text } };
  return { text: { body: text } };
}

function lineMessage(message: MetaMessage, isRead: boolean): LineMessage {
  const { contact, payload, media } = message;
  const inbound = message.direction === "inbound";
  const place = asObject(payload.location).name;
  const about = asObject(payload.reaction).message_id;
  const logId = payload.biz_opaque_callback_data;
  return {
    id: message.id,
    logId: typeof logId === "string" ? logId : null,
    customer: customerIdOf(contact.wa_id ? `+${contact.wa_id}` : contact.user_id),
    from: inbound ? "customer" : "business",
    text: message.text,
    at: message.at,
    images: media ? [`/sandbox/media/${media.id}`] : [],
    place: typeof place === "string" ? place : null,
    status: isRead ? "read" : message.status,
    reactsTo: typeof about === "string" ? about : null,
    canReact: !inbound && message.status !== "failed",
  };
}
