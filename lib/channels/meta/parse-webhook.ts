import { createHash } from "node:crypto";
import type { InboundMessage } from "../../domain/message.ts";
import type { StatusUpdate } from "../../domain/message-status.ts";
import { storable } from "../../domain/text.ts";
import { KnownError } from "../../errors.ts";
import { parseJson } from "../../http/upstream.ts";
import { fields, isObject, requireFields } from "./fields.ts";
import { type People, type Person, parseMessage } from "./parse-message.ts";
import { parseStatus } from "./parse-status.ts";

/** Our number, as a change names it beside its messages. */
type Metadata = { phone_number_id?: string; display_phone_number?: string };

/** An element that nobody here understands, or that is malformed: where it stood, itself, and which number of ours it concerns. */
export type Misfit = { path: string; why: string; raw: string; beside?: Metadata; dedupeKey: string };

/** What Meta says about a number, a template or an account, or that we keep without reading it. */
export type AccountEvent = { field: string; dedupeKey: string; payload: Record<string, unknown> };

export type Webhook = {
  messages: InboundMessage[];
  statuses: StatusUpdate[];
  events: AccountEvent[];
  misfits: Misfit[];
  /** Elements for numbers that are not ours. */
  foreign: number;
};

/**
 * Everything in a webhook of Meta's: each entry, change, message and status. An element that cannot be read is set aside, since a
 * refusal would bring the whole batch back for seven days. Hand-made calls may lack object, metadata, contacts and timestamps.
 */
export function parseWebhook(bytes: Uint8Array, phoneNumberId: string): Webhook {
  const webhook: Webhook = { messages: [], statuses: [], events: [], misfits: [], foreign: 0 };
  const misfit = (path: string, why: string, element: unknown, beside?: Metadata) => {
    const raw = typeof element === "string" ? element : (JSON.stringify(element) ?? "");
    webhook.misfits.push({ path, why, raw, ...(beside && { beside }), dedupeKey: digest(raw) });
  };
  const each = (
    value: unknown,
    path: string,
    read: (element: unknown, path: string) => void,
    beside?: Metadata,
  ) => {
    if (value === undefined || value === null) return;
    if (!Array.isArray(value)) return misfit(path, "not a list", value, beside);
    for (const [n, element] of value.entries()) {
      const place = `${path}[${n}]`;
      try {
        read(element, place);
      } catch (error) {
        misfit(place, error instanceof KnownError ? error.message : "cannot be read", element, beside);
      }
    }
  };
  const readChange = (change: unknown, path: string) => {
    const { field = "messages", value = {} } = requireFields(change);
    const content = requireFields(value);
    const { phone_number_id: receiver, display_phone_number: sender } = fields(
      content.metadata ?? content.recipient,
    );
    // Whatever field it comes in: a wish, or a word, to another number changes nothing of ours.
    if (receiver !== undefined && String(receiver) !== phoneNumberId) {
      webhook.foreign += 1;
      return;
    }
    if (typeof field !== "string" || field !== "messages") {
      webhook.events.push({
        field: String(field),
        dedupeKey: digest(JSON.stringify(change)),
        payload: content,
      });
      return;
    }
    const people = peopleIn(content.contacts);
    const to = String(sender ?? phoneNumberId);
    const beside = {
      ...(receiver !== undefined && { phone_number_id: storable(String(receiver)) }),
      ...(sender !== undefined && { display_phone_number: storable(String(sender)) }),
    };
    const readMessage = (element: unknown) => {
      webhook.messages.push(parseMessage(requireFields(element), people, to));
    };
    each(content.messages, `${path}.value.messages`, readMessage, beside);
    each(content.statuses, `${path}.value.statuses`, (element) => {
      webhook.statuses.push(parseStatus(requireFields(element)));
    });
    each(content.errors, `${path}.value.errors`, (element) => {
      webhook.events.push({
        field: "errors",
        dedupeKey: digest(JSON.stringify(element)),
        payload: requireFields(element),
      });
    });
  };

  const root = parseJson(new TextDecoder().decode(bytes));
  if (!isObject(root)) {
    misfit("$", "not a JSON object", new TextDecoder().decode(bytes));
    return webhook;
  }
  each(root.entry, "$.entry", (entry, path) =>
    each(requireFields(entry).changes, `${path}.changes`, readChange),
  );
  if (root.entry === undefined) misfit("$", "no entry", root);
  return webhook;
}

function peopleIn(contacts: unknown): People {
  const people = (Array.isArray(contacts) ? contacts : []).map(personOf);
  const byId = new Map<string, Person>();
  // Backwards, so that the first of two with the same id stays.
  for (const person of people.toReversed()) {
    if (person.userId) byId.set(person.userId, person);
    if (person.waId) byId.set(person.waId, person);
  }
  return { byId, only: people.length === 1 ? people[0] : undefined };
}

function personOf(contact: unknown): Person {
  const { wa_id, user_id, profile } = fields(contact);
  const { name, username } = fields(profile);
  const text = (value: unknown) => (typeof value === "string" && value ? value : null);
  return { waId: text(wa_id), userId: text(user_id), name: text(name), username: text(username) };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
