import type { Place } from "../../db/place.ts";
import { InvalidInputError } from "../../errors.ts";

const WRITTEN = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{6}Z) (\S{1,64})$/;

/**
 * The place in a list that the address carries as `cursor`; null where the list begins.
 * @param isId what an id of the list looks like
 * @throws {InvalidInputError} for a cursor that is none of ours
 */
export function placeIn(query: URLSearchParams, isId: RegExp): Place | null {
  const cursor = query.get("cursor");
  if (cursor === null) return null;
  const [, second, fraction, id] = WRITTEN.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (second && id && isId.test(id) && isMoment(second)) return { at: second + fraction, id };
  throw new InvalidInputError([{ path: "cursor", message: "must be that of a link to the next page" }]);
}

/** What goes into the address of the page behind this one; null where nothing comes after it. */
export function cursorBehind(rows: readonly Place[], size: number): string | null {
  const last = rows.length > size ? rows[size - 1] : undefined;
  return last ? Buffer.from(`${last.at} ${last.id}`).toString("base64url") : null;
}

/** A day that no calendar has would be an error of the database's. */
function isMoment(second: string): boolean {
  const ms = Date.parse(`${second}Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(second);
}
