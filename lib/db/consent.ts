import { sql } from "drizzle-orm";
import type { Db } from "./client.ts";

/** The contact of this outbound row gets no more messages: the provider says that they do not want them. */
export async function optOutByRefusal(db: Db, logId: string, reason: string): Promise<void> {
  await db.query(sql`
    update contacts c set opted_out_at = coalesce(c.opted_out_at, now()), opt_out_reason = coalesce(c.opt_out_reason, ${reason})
    from contact_logs l where l.id = ${logId} and c.id = l.contact_id`);
}
