import { sql } from "drizzle-orm";
import type { Db } from "./client.ts";

/**
 * Makes one contact of two, once a message has shown that a phone number and a business-scoped user id are the same person:
 * the one with the number stays, with the other's logs, tickets and unfinished tasks. Repeated or concurrent, it changes
 * nothing more.
 */
export async function joinContacts(
  db: Db,
  { phone, bsuid }: { phone: string; bsuid: string },
): Promise<void> {
  await db.query(sql`
    with kept as (
      select id from contacts where phone = ${phone} and (bsuid is null or bsuid = ${bsuid}) for update
    ), gone as (
      select g.id from contacts g, kept where g.bsuid = ${bsuid} and g.phone is null for update of g
    ), logs as (
      update contact_logs l set contact_id = kept.id from gone, kept where l.contact_id = gone.id
    ), tickets_moved as (
      update tickets t set contact_id = kept.id from gone, kept where t.contact_id = gone.id
    ), lanes as (
      update tasks t set lane = replace(t.lane, gone.id::text, kept.id::text) from gone, kept
      where t.done_at is null and t.dead_at is null
        and t.lane in ('contact:' || gone.id, 'ticket:' || gone.id, 'send:' || gone.id)
    ), removed as (
      delete from contacts c using gone where c.id = gone.id returning c.*
    )
    update contacts c set
      bsuid = r.bsuid,
      username = coalesce(c.username, r.username),
      profile_name = coalesce(c.profile_name, r.profile_name),
      zendesk_user_id = coalesce(c.zendesk_user_id, r.zendesk_user_id),
      last_inbound_at = greatest(c.last_inbound_at, r.last_inbound_at),
      opted_out_at = least(c.opted_out_at, r.opted_out_at),
      opt_out_reason = coalesce(c.opt_out_reason, r.opt_out_reason),
      blocked_at = least(c.blocked_at, r.blocked_at)
    from removed r, kept where c.id = kept.id`);
}

/** A person has another number, or another business-scoped user id, than before. Unless somebody else has it already. */
export async function recordIdentityChange(
  db: Db,
  change: { column: "phone" | "bsuid"; from: string; to: string },
): Promise<void> {
  const column = sql.raw(change.column);
  await db.query(sql`
    update contacts c set ${column} = ${change.to}
    where c.${column} = ${change.from} and not exists (select 1 from contacts o where o.${column} = ${change.to})`);
}
