import { list, type MetaContact, type MetaMessage, type Payload } from "../meta/message.ts";
import type { Meta } from "../meta.ts";
import { asObject } from "../upstreams/call.ts";
import { type Customer, customerIdOf } from "./customers.ts";
import { type Choice, type Line, type LineMessage, PLACE, type Typed } from "./line.ts";
import { samplePhoto } from "./sample-photo.ts";

/** The phones of those who write to our number at Meta. */
export function createMetaLine(meta: Meta): Line {
  return {
    take(customer, typed) {
      const contact = contactOf(customer);
      if (typed.kind !== "photo") return meta.miss(payloadOf(typed, meta), undefined, { contact }).id;
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

function payloadOf({ kind, text, about, choice }: Typed, meta: Meta): Payload {
  if (kind === "button" || kind === "list") {
    const offered = meta.message(about);
    const { id, title, description } = choicesOf(offered.payload).find((one) => one.id === choice) ?? {};
    const type = `${kind}_reply`;
    return { context: { id: about }, interactive: { type, [type]: { id, title, description } } };
  }
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
    text: wordsOf(message),
    at: message.at,
    images: media ? [`/sandbox/media/${media.id}`] : [],
    links: inbound ? [] : linksOf(message),
    choices: inbound ? [] : choicesOf(payload),
    place: typeof place === "string" ? place : null,
    status: isRead ? "read" : message.status,
    reactsTo: typeof about === "string" ? about : null,
    canReact: !inbound && message.status !== "failed",
  };
}

/** The text of a message without the choices, which are buttons here; of a choice, its title. */
function wordsOf({ payload, text }: MetaMessage): string {
  const { body, button_reply: button, list_reply: row } = asObject(payload.interactive);
  const words = asObject(body).text ?? asObject(button ?? row).title ?? text;
  return typeof words === "string" ? words : text;
}

function linksOf({ payload, type }: MetaMessage): LineMessage["links"] {
  const { link, filename } = asObject(payload[type]);
  if (typeof link !== "string") return [];
  return [{ url: link, ...(typeof filename === "string" && { name: filename }) }];
}

function choicesOf({ interactive }: Payload): Choice[] {
  const { buttons, sections } = asObject(asObject(interactive).action);
  const replies = list(buttons).map((button) => toChoice("button", asObject(button).reply));
  const rows = list(sections).flatMap((section) => list(asObject(section).rows));
  return [...replies, ...rows.map((row) => toChoice("list", row))];
}

function toChoice(kind: Choice["kind"], given: unknown): Choice {
  const { id, title, description } = asObject(given);
  const more = typeof description === "string" && { description };
  return { kind, id: String(id), title: String(title), ...more };
}
