import { sql } from "drizzle-orm";
import type { Actor } from "../../domain/access/actor.ts";
import { auditing } from "../audit/auditing.ts";
import type { Db } from "../client.ts";
import { isErasedContact } from "../erasure/erased.ts";

/**
 * The number of a ticket's customer by our books, and that this one was shown it, where there is one; undefined for a ticket that stands
 * in none, or whose customer was erased.
 */
export async function numberOfTicket(
  db: Db,
  { ticketId, actor }: { ticketId: string; actor: Actor },
): Promise<{ phone: string | null } | undefined> {
  const entry = { actor, action: "number.show", subject: sql`'contact:' || s.id` } as const;
  const [found] = await db.query<{ phone: string | null }>(sql`
    with shown as (
      select c.id, c.phone from tickets t join contacts c on c.id = t.contact_id
      where t.id = ${ticketId} and not ${isErasedContact("c")}
    ), ${auditing(entry, sql`from shown s where s.phone is not null`)}
    select phone from shown`);
  return found;
}
