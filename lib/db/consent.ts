import { type SQL, sql } from "drizzle-orm";
import type { Db } from "./client.ts";

/** Whether contact `c` may be written to. */
export const WANTS_MESSAGES = sql.raw("(c.opted_out_at is null and c.blocked_at is null)");

/**
 * The contact of this outbound row gets no more messages: the provider says that they do not want them. Not so when they
 * wrote START since.
 */
export async function optOutByRefusal(db: Db, logId: string, reason: string): Promise<void> {
  await db.query(sql`
    update contacts c set opted_out_at = coalesce(c.opted_out_at, now()), opt_out_reason = coalesce(c.opt_out_reason, ${reason})
    from contact_logs l where l.id = ${logId} and c.id = l.contact_id and not ${wroteStartSince(sql`c.id`, sql`l.created_at`)}`);
}

/** Whether the contact wrote START after that moment; what they wrote cannot have come before it was written. */
export function wroteStartSince(contactId: SQL, moment: SQL): SQL {
  return sql`exists (select 1 from contact_logs s where s.contact_id = ${contactId} and s.command = 'start'
    and s.created_at > ${moment} and ${wishedAt("s")} > ${moment})`;
}

/** When an inbound row was written, for comparing wishes: to the end of its second, since providers tell whole ones. */
export function wishedAt(row: string): SQL {
  return sql.raw(`least(${row}.sent_at + interval '1 second', ${row}.created_at)`);
}
