import { sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { ONCE, promiseTasks } from "./promise-tasks.ts";

/** Replies of agents by their comments, of which those count whose provider is away; or one by its row, which has just found that out. */
export type WaitingReplies = { commentIds: string[] } | { logId: string };

/** Promises a note on the tickets of agents' replies that wait for a provider that is away: one a ticket and day. */
export async function noteWaiting(db: Db, waiting: WaitingReplies, body: string): Promise<void> {
  const ids = JSON.stringify("logId" in waiting ? [waiting.logId] : waiting.commentIds);
  const isOneOf = sql`in (select jsonb_array_elements_text(${ids}::jsonb))`;
  const isMeant =
    "logId" in waiting
      ? sql`l.id::text ${isOneOf}`
      : sql`l.zendesk_comment_id ${isOneOf} and l.status = 'accepted' and l.handed_over_at is null and exists (
          select 1 from upstream_pauses p where p.upstream = l.provider and p.away_since is not null)`;
  const [ticketId, key] = [sql`note.ticket_id`, sql`note.key`];
  await db.query(sql`
    ${promiseTasks("add-note", { ticketId, key, payload: { ticketId, key, body } })}
    from (select distinct l.ticket_id, l.ticket_id || ':waits:' || current_date as key from contact_logs l
      where ${isMeant} and l.ticket_id is not null and l.zendesk_comment_id is not null) note
    ${ONCE}`);
}
