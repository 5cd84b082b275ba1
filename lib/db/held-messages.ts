import { sql } from "drizzle-orm";
import { lanes, TASK_VERSIONS } from "../domain/task-kinds.ts";
import type { Db } from "./client.ts";
import { mayBeSaidNow } from "./service-window.ts";

/** A message waits for its contact to write: the service window closed before it was handed over. */
export async function holdMessage(db: Db, logId: string): Promise<void> {
  await db.query(sql`
    update contact_logs set held_at = now() where id = ${logId} and held_at is null and handed_over_at is null`);
}

/**
 * Promises to send, in the order in which they were written, a contact's messages that waited for them to write, as far as
 * they may be sent now. Repeated, or done by several at once, it promises nothing more.
 */
export async function releaseHeldMessages(db: Db, contactId: string): Promise<void> {
  await db.query(sql`
    with due as (
      select l.* from contact_logs l
      where l.contact_id = ${contactId} and l.held_at is not null and l.status = 'accepted' and ${mayBeSaidNow("l")}
      order by l.created_at, l.id for update
    ), released as (
      update contact_logs l set held_at = null from due where l.id = due.id
    )
    insert into tasks (kind, version, lane, dedupe_key, upstream, payload)
    select 'deliver-message', ${TASK_VERSIONS["deliver-message"]}::int, ${lanes.sending("")} || due.contact_id,
      due.id || ':' || extract(epoch from due.held_at), due.provider, jsonb_build_object('logId', due.id)
    from due order by due.created_at, due.id
    on conflict on constraint tasks_once do nothing`);
}
