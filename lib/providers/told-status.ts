import { shorten, storable } from "../domain/text.ts";
import { isUuid } from "../domain/uuid.ts";

const MAX_WORDS = 500;

/** The id of our own row that a callback brings back; null for anything else. */
export function logIdIn(told: unknown): string | null {
  return typeof told === "string" && isUuid(told) ? told.toLowerCase() : null;
}

/** A provider's own words for an error, as long as they are kept; null where it has none. */
export function errorWords(words: string | undefined): string | null {
  return words ? shorten(storable(words), MAX_WORDS) : null;
}
