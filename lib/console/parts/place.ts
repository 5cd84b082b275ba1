import { type Place, readCursor } from "../../domain/cursor.ts";
import { InvalidInputError } from "../../errors.ts";

/**
 * The place in a list that the address carries as `cursor`; null where the list begins.
 * @param isId whether a text can be an id of the list
 * @throws {InvalidInputError} for a cursor that is none of ours
 */
export function placeIn(query: URLSearchParams, isId: (text: string) => boolean): Place | null {
  const cursor = query.get("cursor");
  if (cursor === null) return null;
  const place = readCursor(cursor, isId);
  if (place) return place;
  throw unknownCursor();
}

/** What a cursor that is none of ours is refused with. */
export function unknownCursor(): InvalidInputError {
  return new InvalidInputError([{ path: "cursor", message: "must be that of a link to the next page" }]);
}
