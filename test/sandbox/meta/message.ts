import { createHash, randomBytes, randomInt } from "node:crypto";
import { asObject } from "../upstreams/call.ts";

/** Members of a payload, in the Graph API's own names. */
export type Payload = Record<string, unknown>;

/** A person as Meta tells of one: by phone number (`wa_id`), by business-scoped user id (`user_id`), or by both. */
export type MetaContact = {
  /** Digits only; absent for a person who shows a username alone. */
  wa_id?: string;
  user_id?: string;
  parent_user_id?: string;
  username?: string;
  name?: string;
};

/** A file that hangs on a customer's message. */
export type MetaMedia = {
  id: string;
  contentType: string;
  bytes: Buffer;
  /** SHA-256, hexadecimal. */
  sha256: string;
  /** Where `GET /{media-id}` says that the file is. */
  url: string;
};

/** A message in the simulated account. */
export type MetaMessage = {
  /** The wamid. */
  id: string;
  direction: "inbound" | "outbound";
  contact: MetaContact;
  /** The message of the webhook, or the body of the send. */
  payload: Payload;
  type: string;
  /** What a phone shows: the text, a caption, a template with its parameters, a question with its choices. */
  text: string;
  /** received, or what has become of a send: accepted, sent, delivered, read, failed. */
  status: string;
  at: Date;
  media?: MetaMedia;
  /** The bytes of the webhook that brought it. */
  webhook?: Buffer;
  /** The error code that the failed status will bring, when this message is bound to fail. */
  failsWith?: number;
};

export const BSUID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/** A fresh id of Meta's kind: base64 around the customer's number, with the characters that a careless URL or pattern breaks on. */
export function newWamid({ wa_id, user_id }: MetaContact = {}): string {
  const person = Buffer.from(wa_id ?? user_id ?? String(randomInt(1e10, 1e11)));
  const before = [0x1c, 0x18, person.length];
  const bytes = [
    Buffer.from(before),
    person,
    Buffer.from([0x15, 0x02, 0x00, 0x11, 0x18, 0x12]),
    randomBytes(19),
  ];
  return `wamid.${Buffer.concat(bytes).toString("base64")}`;
}

/** A file with a fresh media id; it lies on Meta's host unless `url` says otherwise. */
export function createMedia(contentType: string, bytes: Buffer, url?: string): MetaMedia {
  const id = String(randomInt(1e14, 2e14));
  const hash = randomBytes(16).toString("base64url");
  return {
    id,
    contentType,
    bytes,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    url: url ?? `https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=${id}&hash=${hash}`,
  };
}

/** A time as Meta writes it: whole seconds, as a string. */
export function toSeconds(at: Date): string {
  return String(Math.floor(at.getTime() / 1000));
}

/** What a phone shows of a message's payload; empty for one without words. */
export function textOf(payload: Payload): string {
  const type = typeof payload.type === "string" ? payload.type : "text";
  const content = asObject(payload[type]);
  const { name, components } = content;
  if (type === "template") return `Template ${String(name)}: ${parametersOf(components).join(", ")}`;
  if (type === "interactive") return [words(asObject(content.body).text), ...choicesOf(content)].join("\n");
  return words(content.body ?? content.caption ?? content.emoji ?? content.text);
}

function parametersOf(components: unknown): string[] {
  return list(components)
    .flatMap((component) => list(asObject(component).parameters))
    .map((parameter) => words(asObject(parameter).text))
    .filter(Boolean);
}

function choicesOf({ action }: Payload): string[] {
  const { buttons, sections } = asObject(action);
  const replies = list(buttons).map((button) => asObject(asObject(button).reply));
  const rows = list(sections)
    .flatMap((section) => list(asObject(section).rows))
    .map(asObject);
  return [...replies, ...rows].map(({ title }) => `[${words(title)}]`);
}

/** The value as a list; an empty one when it is none. */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function words(value: unknown): string {
  return typeof value === "string" ? value : "";
}
