import { sql } from "drizzle-orm";
import type { ServiceWindow } from "../../domain/hours/reminder.ts";
import { REMINDER_HOURS_BEFORE, SERVICE_WINDOW_HOURS } from "../../domain/service-window-hours.ts";
import type { Db } from "../client.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";
import { lastWrittenAt } from "./service-window.ts";

const WINDOW = sql`make_interval(hours => ${SERVICE_WINDOW_HOURS})`;
const NOTICE = sql`make_interval(hours => ${REMINDER_HOURS_BEFORE})`;

/**
 * Promises a look at whether this message's ticket was answered: shortly before the service window closes that is open now, or at
 * another moment, of which each has its look.
 */
export async function insertWindowReminder(db: Db, logId: string, dueAt: Date | null): Promise<void> {
  const at = dueAt?.toISOString();
  await db.query(sql`
    ${promiseTasks("remind-of-window", {
      key: at
        ? sql`l.id || ':' || extract(epoch from w.opened_at) || ':' || ${at}`
        : sql`l.id || ':' || extract(epoch from w.opened_at)`,
      payload: { logId: sql`l.id` },
      dueAt: at ? sql`${at}::timestamptz` : sql`w.opened_at + ${WINDOW} - ${NOTICE}`,
    })}
    from contact_logs l, lateral (select ${lastWrittenAt("l")} as opened_at) w
    where l.id = ${logId} and l.channel = 'whatsapp'
    ${ONCE}`);
}

/** A service window, and what time it is by the same clock. */
export type WindowNow = ServiceWindow & { now: Date };

/** The window in which this message's contact may be written to, open or closed. */
export async function loadWindow(db: Db, logId: string): Promise<WindowNow | undefined> {
  const [window] = await db.query<WindowNow>(sql`
    select w.opened_at as "writtenAt", w.opened_at + ${WINDOW} as "closesAt", now()
    from contact_logs l, lateral (select ${lastWrittenAt("l")} as opened_at) w
    where l.id = ${logId} and w.opened_at is not null`);
  return window;
}

/** The ticket of this message and its window, open or closed, when no agent has answered the message. */
export async function loadWaiting(
  db: Db,
  logId: string,
): Promise<(WindowNow & { ticketId: string }) | undefined> {
  const [waiting] = await db.query<WindowNow & { ticketId: string }>(sql`
    select t.id as "ticketId", w.opened_at as "writtenAt", w.opened_at + ${WINDOW} as "closesAt", now()
    from contact_logs l join tickets t on t.id = l.ticket_id and t.status in ('new', 'open'),
      lateral (select ${lastWrittenAt("l")} as opened_at) w
    where l.id = ${logId} and w.opened_at is not null and not exists (
      select 1 from contact_logs reply where reply.contact_id = l.contact_id and reply.ticket_id = t.id
        and (reply.zendesk_comment_id is not null and reply.retry_of is null or reply.sent_by is not null or reply.via = 'business-app') and (reply.created_at, reply.id) > (l.created_at, l.id))`);
  return waiting;
}
