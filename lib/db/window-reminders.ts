import { sql } from "drizzle-orm";
import { REMINDER_HOURS_BEFORE, SERVICE_WINDOW_HOURS } from "../domain/service-window.ts";
import { TASK_VERSIONS } from "../domain/task-kinds.ts";
import type { Db } from "./client.ts";

/** Promises a look, shortly before the service window that this message opened closes, at whether its ticket was answered. */
export async function insertWindowReminder(db: Db, logId: string): Promise<void> {
  await db.query(sql`
    insert into tasks (kind, version, dedupe_key, payload, due_at)
    select 'remind-of-window', ${TASK_VERSIONS["remind-of-window"]}::int, l.id, jsonb_build_object('logId', l.id),
      coalesce(l.sent_at, l.created_at) + make_interval(hours => ${SERVICE_WINDOW_HOURS - REMINDER_HOURS_BEFORE})
    from contact_logs l where l.id = ${logId} and l.channel = 'whatsapp'
    on conflict on constraint tasks_once do nothing`);
}

export type ClosingWindow = { ticketId: string; closesAt: Date };

/** The ticket of this message, when it waits for an agent still and the customer has written nothing since. */
export async function loadClosingWindow(db: Db, logId: string): Promise<ClosingWindow | undefined> {
  const [closing] = await db.query<ClosingWindow>(sql`
    select t.id as "ticketId",
      coalesce(l.sent_at, l.created_at) + make_interval(hours => ${SERVICE_WINDOW_HOURS}) as "closesAt"
    from contact_logs l join tickets t on t.id = l.ticket_id and t.status in ('new', 'open')
    where l.id = ${logId} and not exists (
      select 1 from contact_logs later where later.contact_id = l.contact_id and (later.created_at, later.id) > (l.created_at, l.id)
        and (later.direction = 'inbound' and later.channel = l.channel and later.sender = l.sender
          or later.zendesk_comment_id is not null and later.ticket_id = l.ticket_id))`);
  return closing;
}
