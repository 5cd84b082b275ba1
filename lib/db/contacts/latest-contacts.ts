import { sql } from "drizzle-orm";
import type { Place } from "../../domain/cursor.ts";
import type { Db } from "../client.ts";
import { momentExactly } from "../moment-exactly.ts";
import { CONTACT_COLUMNS, type ContactRow, LATEST_MESSAGE } from "./contact-rows.ts";

export const CONTACTS_A_PAGE = 25;

/** A contact by their latest message, with its place in the contact log. */
type LatestContact = ContactRow & { place: Place };

/** Where a list goes on: behind `after`, as the log was when the newest message was `asOf`. */
export type ListPosition = { asOf: Place; after: Place };

/**
 * Contacts by their latest message, newest first; one more than a page, where there is one more.
 *
 * The log is walked backwards, and each contact is taken at the newest of their rows. `offset 0` keeps PostgreSQL from making a
 * join of the look at newer rows, for which it would read the whole log. A list that goes on leaves out what was written since it
 * began, so that nobody moves from a page to come to one that was seen.
 */
export function latestContacts(db: Db, position: ListPosition | null): Promise<LatestContact[]> {
  const until = ({ at, id }: Place) => sql`(${at}::timestamptz, ${id}::uuid)`;
  return db.query<LatestContact>(sql`
    select ${CONTACT_COLUMNS}, ${LATEST_MESSAGE} as latest, 
      jsonb_build_object('at', ${momentExactly("l.created_at")}, 'id', l.id) as place
    from contact_logs l join contacts c on c.id = l.contact_id
    where ${position ? sql`(l.created_at, l.id) < ${until(position.after)}` : sql`true`}
      and not exists (
        select 1 from contact_logs n where n.contact_id = l.contact_id and (n.created_at, n.id) > (l.created_at, l.id)
          ${position ? sql`and (n.created_at, n.id) <= ${until(position.asOf)}` : sql``} offset 0)
    order by l.created_at desc, l.id desc limit ${sql.raw(String(CONTACTS_A_PAGE + 1))}`);
}
