import { createHash } from "node:crypto";
import type { IdentityChange } from "../../domain/identity-change.ts";
import { isNestedTooDeeply, jsonOfAnyDepth, MAX_LEVELS } from "../../domain/json-nesting.ts";
import type { Echo, Handover, InboundMessage, Via } from "../../domain/message.ts";
import type { StatusUpdate } from "../../domain/message-status.ts";
import type { Preference } from "../../domain/preference.ts";
import { cut, storable, storableJson } from "../../domain/text.ts";
import { KnownError, PayloadError } from "../../errors.ts";
import { fields, isObject, requireFields } from "./fields.ts";
import { identityChangesIn } from "./identity-changes.ts";
import { parseEcho } from "./parse-echo.ts";
import { parseHandover } from "./parse-handover.ts";
import { type People, type Person, parseMessage } from "./parse-message.ts";
import { parseStatus } from "./parse-status.ts";
import { preferencesIn } from "./preferences.ts";

/** Our number, as a change names it beside its messages. */
type Metadata = { phone_number_id?: string; display_phone_number?: string };

/** An element that nobody here understands, or that is malformed: where it stood, itself, and which number of ours it concerns. */
export type Misfit = { path: string; why: string; raw: string; beside?: Metadata; dedupeKey: string };

/** Where something was read from. */
type Place = { path: string; element: unknown; beside?: Metadata | undefined };

/** Names of fields are short; an index holds them. */
const MAX_FIELD = 200;

/** What Meta says about a number, a template or an account, or that we keep without reading it. */
export type AccountEvent = {
  field: string;
  dedupeKey: string;
  payload: Record<string, unknown>;
  /** What people wish, where it is that which the event tells. */
  preferences: Preference[];
};

export type Webhook = {
  messages: InboundMessage[];
  /** The changes that some of the messages tell of. */
  identityChanges: IdentityChange[];
  /** What others wrote from our number. */
  echoes: Echo[];
  handovers: Handover[];
  statuses: StatusUpdate[];
  events: AccountEvent[];
  misfits: Misfit[];
  /** The element that a message, status or event of this webhook was read from, as one that cannot be stored. */
  misfitOf(read: object, why: string): Misfit;
  /** Elements for numbers that are not ours. */
  foreign: number;
};

/** Fields that tell of conversations which others lead from our number. */
const VIA: Readonly<Record<string, Via>> = { standby: "standby", smb_message_echoes: "business-app" };
/** Past chats and address books of the WhatsApp Business app: none of our business, so nothing of them stays. */
const LEFT = new Set(["history", "smb_app_state_sync"]);

/**
 * Everything in a webhook of Meta's: each entry, change, message and status. An element that cannot be read is set aside, since a
 * refusal would bring the whole batch back for seven days. Hand-made calls may lack object, metadata, contacts and timestamps.
 */
export function parseWebhook(bytes: Uint8Array, phoneNumberId: string): Webhook {
  const text = new TextDecoder().decode(bytes);
  const root = parsedOf(text);
  const requireShallow = isNestedTooDeeply(text) ? shallow : (element: unknown) => element;
  const places = new Map<object, Place>();
  const misfitOf = (read: object, why: string) =>
    asMisfit(why, places.get(read) ?? { path: "$", element: read });
  const webhook: Webhook = {
    messages: [],
    identityChanges: [],
    echoes: [],
    handovers: [],
    statuses: [],
    events: [],
    misfits: [],
    misfitOf,
    foreign: 0,
  };
  const misfit = (path: string, why: string, element: unknown, beside?: Metadata) => {
    webhook.misfits.push(asMisfit(why, { path, element, beside }));
  };
  const noteWhatCameFrom = (place: Place) => {
    for (const read of [
      webhook.messages,
      webhook.echoes,
      webhook.handovers,
      webhook.statuses,
      webhook.events,
    ]) {
      for (let n = read.length - 1; n >= 0; n -= 1) {
        const one = read[n];
        if (!one || places.has(one)) break;
        places.set(one, place);
      }
    }
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
        noteWhatCameFrom({ path: place, element, beside });
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
    const name = String(field);
    if (LEFT.has(name)) return;
    if (name === "messaging_handovers") {
      webhook.handovers.push(parseHandover(fields(requireShallow(content))));
      return;
    }
    const via = Object.hasOwn(VIA, name) ? VIA[name] : undefined;
    if (name !== "messages" && !via) {
      const payload = storableJson(content);
      webhook.events.push({
        field: cut(storable(name), MAX_FIELD),
        dedupeKey: digest(JSON.stringify(requireShallow(change))),
        payload,
        preferences: preferencesIn(name, payload),
      });
      return;
    }
    const told = via === "standby" ? { ...content, ...fields(content.standby) } : content;
    const place = via === "standby" ? `${path}.value.standby` : `${path}.value`;
    const people = peopleIn(told.contacts);
    const to = String(sender ?? phoneNumberId);
    const beside = {
      ...(receiver !== undefined && { phone_number_id: storable(String(receiver)) }),
      ...(sender !== undefined && { display_phone_number: storable(String(sender)) }),
    };
    const readMessage = (element: unknown) => {
      const message = parseMessage(requireFields(requireShallow(element)), people, to);
      webhook.messages.push(via === "standby" ? { ...message, via } : message);
      webhook.identityChanges.push(...identityChangesIn(message));
    };
    const readEcho = (element: unknown) => {
      if (via)
        webhook.echoes.push(parseEcho(requireFields(requireShallow(element)), people, { sender: to, via }));
    };
    if (via !== "business-app") each(told.messages, `${place}.messages`, readMessage, beside);
    if (via) each(told.message_echoes, `${place}.message_echoes`, readEcho, beside);
    each(told.statuses, `${place}.statuses`, (element) => {
      webhook.statuses.push(parseStatus(requireFields(requireShallow(element))));
    });
    each(told.errors, `${place}.errors`, (element) => {
      webhook.events.push({
        field: "errors",
        dedupeKey: digest(JSON.stringify(requireShallow(element))),
        payload: storableJson(requireFields(element)),
        preferences: [],
      });
    });
  };

  if (!isObject(root)) {
    misfit("$", "not a JSON object", text);
    return webhook;
  }
  each(root.entry, "$.entry", (entry, path) =>
    each(requireFields(entry).changes, `${path}.changes`, readChange),
  );
  if (root.entry === undefined) misfit("$", "no entry", root);
  return webhook;
}

function asMisfit(why: string, { path, element, beside }: Place): Misfit {
  const raw = typeof element === "string" ? element : jsonOfAnyDepth(element);
  return { path, why, raw, ...(beside && { beside }), dedupeKey: digest(raw) };
}

/** However deep it is: one element that is must not take the others with it. */
function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The element. @throws {PayloadError} when it is nested too deeply to be stored as it is */
function shallow(element: unknown): unknown {
  if (isNestedTooDeeply(jsonOfAnyDepth(element)))
    throw new PayloadError(`nested more than ${MAX_LEVELS} levels deep`);
  return element;
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
