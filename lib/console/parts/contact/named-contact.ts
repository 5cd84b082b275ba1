import { type Contact, findContact } from "../../../db/messages/history.ts";
import { wasErased } from "../../../db/messages/timeline.ts";
import { isUuid } from "../../../domain/uuid.ts";
import { RefusedError } from "../../../errors.ts";
import type { Visit } from "../../page.ts";

/** The contact whom an address names. @throws {RefusedError} when there is none */
export async function namedContact(
  { db }: Pick<Visit["deps"], "db">,
  id = "",
): Promise<{ person: Contact; isErased: boolean }> {
  const [person, isErased] = isUuid(id)
    ? await Promise.all([findContact(db, { id }), wasErased(db, id)])
    : [];
  if (!person || isErased === undefined) throw noSuchContact();
  return { person, isErased };
}

/** What an address is refused with that names nobody. */
export function noSuchContact(): RefusedError {
  return new RefusedError("There is no such contact", { because: "missing" });
}

/** What is refused with somebody who was erased: nothing more can be done to them. */
export function erasedAlready(): RefusedError {
  return new RefusedError("This contact was erased", { because: "conflict" });
}
