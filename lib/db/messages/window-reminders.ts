import { sql } from "drizzle-orm";
import { REMINDER_HOURS_BEFORE, SERVICE_WINDOW_HOURS } from "../../domain/service-window-hours.ts";
import type { Db } from "../client.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";
import { lastWrittenAt } from "./service-window.ts";

const WINDOW = sql`make_interval(hours => ${SERVICE_WINDOW_HOURS})`;
const NOTICE = sql`make_interval(hours => ${REMINDER_HOURS_BEFORE})`;

/** Promises a look at whether this message's ticket was answered, shortly before the service window closes that is open now. */
export async function insertWindowReminder(db: Db, logId: string): Promise<void> {
  await db.query(sql`
    ${promiseTasks("remind-of-window", {
      key: sql`l.id || ':' || extract(epoch from w.opened_at)`,
      payload: { logId: sql`l.id` },
      dueAt: sql`w.opened_at + ${WINDOW} - ${NOTICE}`,
    })}
    from contact_logs l, lateral (select ${lastWrittenAt("l")} as opened_at) w
    where l.id = ${logId} and l.channel = 'whatsapp'
    ${ONCE}`);
}

export type ClosingWindow = {
  ticketId: string;
  closesAt: Date;
  /** The customer wrote again since the look was promised, on the ticket or not: it is too early. */
  isLater: boolean;
};

/** The ticket of this message and its window, when no agent has answered the message and the window is still open. */
export async function loadClosingWindow(db: Db, logId: string): Promise<ClosingWindow | undefined> {
  const [closing] = await db.query<ClosingWindow>(sql`
    select t.id as "ticketId", w.closes_at as "closesAt", w.closes_at - ${NOTICE} > now() as "isLater"
    from contact_logs l join tickets t on t.id = l.ticket_id and t.status in ('new', 'open'),
      lateral (select ${lastWrittenAt("l")} + ${WINDOW} as closes_at) w
    where l.id = ${logId} and w.closes_at > now() and not exists (
      select 1 from contact_logs reply where reply.contact_id = l.contact_id and reply.ticket_id = t.id
        and (reply.zendesk_comment_id is not null or reply.sent_by is not null or reply.via = 'business-app') and (reply.created_at, reply.id) > (l.created_at, l.id))`);
  return closing;
}
