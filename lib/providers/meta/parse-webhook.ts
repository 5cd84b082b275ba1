import { createHash } from "node:crypto";
import { isNestedTooDeeply, jsonOfAnyDepth, MAX_LEVELS } from "../../domain/json-nesting.ts";
import type { Via } from "../../domain/message.ts";
import type { MetaWebhook, Misfit } from "../../domain/meta-webhook.ts";
import { cut, storable, storableJson } from "../../domain/text.ts";
import { KnownError, PayloadError } from "../../errors.ts";
import { fields, isObject, requireFields } from "./fields.ts";
import { identityChangesIn } from "./identity-changes.ts";
import { parseEcho } from "./parse-echo.ts";
import { parseHandover } from "./parse-handover.ts";
import { type People, type Person, parseMessage } from "./parse-message.ts";
import { parseStatus } from "./parse-status.ts";
import { preferencesIn } from "./preferences.ts";
import { templateNewsIn } from "./templates/template-news.ts";

/** What stands around a list: the field of its change, and our number, as the change names it beside its messages. */
type Around = { field?: string; phone_number_id?: string; display_phone_number?: string };

/** Where something was read from. */
type Place = { path: string; element: unknown; around: Around & { list?: string } };

/** Names of fields are short; an index holds them. */
const MAX_FIELD = 200;

/** With the count of elements for numbers that are not ours. */
export type Webhook = MetaWebhook & { foreign: number };

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
    asMisfit(why, places.get(read) ?? { path: "$", element: read, around: {} });
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
  const misfit = (why: string, place: Place) => {
    webhook.misfits.push(asMisfit(why, place));
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
    list: string,
    parent: { path: string; element: Record<string, unknown>; around?: Around },
    read: (element: unknown, path: string) => void,
  ) => {
    const value = parent.element[list];
    const whole = { path: `${parent.path}.${list}`, element: value, around: { ...parent.around, list } };
    if (value === undefined || value === null) return;
    if (!Array.isArray(value)) return misfit("not a list", whole);
    for (const [n, element] of value.entries()) {
      const place = { ...whole, path: `${whole.path}[${n}]`, element };
      try {
        read(element, place.path);
        noteWhatCameFrom(place);
      } catch (error) {
        misfit(error instanceof KnownError ? error.message : "cannot be read", place);
      }
    }
  };
  const readChange = (change: unknown, path: string, time: unknown) => {
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
        templates: templateNewsIn(name, payload, time),
      });
      return;
    }
    const told = via === "standby" ? { ...content, ...fields(content.standby) } : content;
    const place = via === "standby" ? `${path}.value.standby` : `${path}.value`;
    const people = peopleIn(told.contacts);
    const to = String(sender ?? phoneNumberId);
    const around = {
      field: name,
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
    const from = { path: place, element: told, around };
    if (via !== "business-app") each("messages", from, readMessage);
    if (via) each("message_echoes", from, readEcho);
    each("statuses", from, (element) => {
      webhook.statuses.push(parseStatus(requireFields(requireShallow(element))));
    });
    each("errors", from, (element) => {
      webhook.events.push({
        field: "errors",
        dedupeKey: digest(JSON.stringify(requireShallow(element))),
        payload: storableJson(requireFields(element)),
        preferences: [],
        templates: [],
      });
    });
  };

  if (!isObject(root)) {
    misfit("not a JSON object", { path: "$", element: text, around: {} });
    return webhook;
  }
  each("entry", { path: "$", element: root }, (entry, path) => {
    const element = requireFields(entry);
    each("changes", { path, element }, (change, at) => readChange(change, at, element.time));
  });
  if (root.entry === undefined) misfit("no entry", { path: "$", element: root, around: {} });
  return webhook;
}

function asMisfit(why: string, { path, element, around }: Place): Misfit {
  const raw = typeof element === "string" ? element : jsonOfAnyDepth(element);
  return { path, why, raw, beside: { webhook: "meta/webhook", ...around } };
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
