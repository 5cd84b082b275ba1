import { sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { isErasedContact } from "../erasure/erased.ts";

/** A contact whom something is to be sent from a ticket. */
export type Holder = {
  contactId: string;
  phone: string | null;
  bsuid: string | null;
  zendeskUserId: string | null;
  profileName: string | null;
  isErased: boolean;
};

const HOLDER = sql`c.id as "contactId", c.phone, case when c.bsuid !~ '^(erased|joined):' then c.bsuid end as bsuid,
  c.zendesk_user_id as "zendeskUserId", c.profile_name as "profileName", ${isErasedContact("c")} as "isErased"`;

/** Whose ticket it is by our books; undefined for one that stands in none. */
export async function holderOfTicket(db: Db, ticketId: string): Promise<Holder | undefined> {
  const [holder] = await db.query<Holder>(
    sql`select ${HOLDER} from tickets t join contacts c on c.id = t.contact_id where t.id = ${ticketId}`,
  );
  return holder;
}

/** The contact who is this user of Zendesk's: known by its id, else by a name that we gave it, else by a number of its own. */
export async function holderByUser(
  db: Db,
  { userId, externalId, phones }: { userId: string; externalId: string | null; phones: string[] },
): Promise<Holder | undefined> {
  const [holder] = await db.query<Holder>(sql`
    select ${HOLDER} from contacts c
    where c.zendesk_user_id = ${userId} or c.phone = ${externalId} or c.bsuid = ${externalId}
      or c.phone in (select jsonb_array_elements_text(${JSON.stringify(phones)}::jsonb))
    order by (c.zendesk_user_id = ${userId}) is true desc, (${externalId}::text in (c.phone, c.bsuid)) is true desc,
      c.last_inbound_at desc nulls last limit 1`);
  return holder;
}
