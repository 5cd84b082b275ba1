import * as z from "zod/mini";
import type { Change, ConversationRef, Dates } from "../../domain/conversation.ts";
import { providerMoment } from "../../domain/provider-moment.ts";
import { storable } from "../../domain/text.ts";
import { malformed } from "./form.ts";

export type Fields = Record<string, string>;

/** The SID with this prefix in the named field, and its absence: an error that names the field. */
export function sidIn(fields: Fields, name: string, prefix: string): string {
  const checked = z.string().check(z.regex(new RegExp(`^${prefix}[0-9a-f]{32}$`, "i")));
  const parsed = z.object({ [name]: checked }).safeParse(fields);
  if (!parsed.success) throw malformed(parsed.error.issues);
  return parsed.data[name] ?? "";
}

/** The conversation that every event names. @throws {PayloadError} without a ConversationSid */
export function conversationIn(fields: Fields): ConversationRef {
  return {
    conversationSid: sidIn(fields, "ConversationSid", "CH"),
    chatServiceSid: textIn(fields, "ChatServiceSid"),
    messagingServiceSid: textIn(fields, "MessagingServiceSid"),
  };
}

/** The named text, storable; null when it is absent or empty. */
export function textIn(fields: Fields, name: string): string | null {
  return fields[name] ? storable(fields[name]) : null;
}

/** The first of the named times that is there and can be one (ISO 8601), else null. */
export function timeIn(fields: Fields, ...names: string[]): Date | null {
  for (const name of names) {
    const text = fields[name] ?? "";
    const time = /^\d{4}-\d\d-\d\dT/.test(text) ? providerMoment(Date.parse(text)) : null;
    if (time) return time;
  }
  return null;
}

/** Since when it is, and was last told to have changed. */
export function datesIn(fields: Fields, change: Change): Dates {
  const removed = change === "removed" ? ["DateRemoved"] : [];
  return {
    createdAt: timeIn(fields, "DateCreated"),
    updatedAt: timeIn(fields, ...removed, "DateUpdated"),
  };
}
