import { sql } from "drizzle-orm";
import { takesComments } from "../../domain/ticket-status.ts";
import type { Db } from "../client.ts";
import type { MessageInContext } from "../messages/message-in-context.ts";

/** So far back a hand-over, or an agent's answer, is looked for: an index ends the search. */
const LOOKED_BACK = sql`now() - interval '90 days'`;

/**
 * Whether a person has the conversation: Meta's agent holds it, an agent answered on the contact's ticket, or it was handed over, on that
 * ticket or on one that is only on its way.
 */
export async function isWithPerson(
  db: Db,
  { contact, ticket }: Pick<MessageInContext, "contact" | "ticket">,
): Promise<boolean> {
  if (contact.heldByAgent) return true;
  const ticketId = ticket && takesComments(ticket) ? ticket.id : null;
  const rows = await db.query(sql`
    select 1 from contact_logs l left join assistant_turns u on u.id = l.assistant_turn_id
    where l.contact_id = ${contact.id} and l.created_at > ${LOOKED_BACK} and (
      l.ticket_id = ${ticketId} and (l.zendesk_comment_id is not null or u.outcome = 'handed-over')
      or l.ticket_id is null and l.direction = 'inbound' and u.outcome = 'handed-over' and exists (
        select 1 from tasks k where k.kind = 'file-message' and k.dedupe_key = l.id::text
          and k.done_at is null and k.dead_at is null))
    limit 1`);
  return rows.length > 0;
}
