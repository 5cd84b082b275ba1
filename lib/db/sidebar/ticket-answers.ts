import { sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { isToBeSeen } from "../erasure/erased.ts";
import { limitTo } from "../limit-to.ts";
import { type LoggedMessage, MESSAGE } from "../messages/history.ts";
import { templateTextOf } from "../messages/template-text.ts";

/** A message to the customer of a ticket, as it stands beside that. */
export type TicketAnswer = LoggedMessage & {
  zendeskCommentId: string | null;
  /** The agent who sent it as a template, by Zendesk's id. */
  sentBy: string | null;
  /** Of a template whose text stands in no row, as far as it is known. */
  templateText: string | null;
};

/**
 * What was, or will be, sent to the customer of a ticket about it, newest first. Nothing of it is older than the message that opened the
 * ticket, which ends the search.
 */
export function answersOnTicket(
  db: Db,
  ticketId: string,
  { limit }: { limit: number },
): Promise<TicketAnswer[]> {
  return db.query<TicketAnswer>(sql`
    select ${MESSAGE}, l.zendesk_comment_id as "zendeskCommentId", l.sent_by as "sentBy", ${sql.raw(templateTextOf("l"))} as "templateText"
    from tickets t join contact_logs b on b.id = t.opened_by join contact_logs l on l.contact_id = t.contact_id
    where t.id = ${ticketId} and l.created_at >= b.created_at and l.ticket_id = t.id and l.direction = 'outbound'
      and ${isToBeSeen("l")}
    order by l.created_at desc, l.id desc ${limitTo(limit)}`);
}

type AnswerHolder = { contactId: string; phone: string | null; bsuid: string | null };

/** Whose message it is, by our id; undefined for one about another ticket, or about none, or to somebody whose ticket it is not. */
export async function holderOfAnswer(
  db: Db,
  { ticketId, logId }: { ticketId: string; logId: string },
): Promise<AnswerHolder | undefined> {
  const [found] = await db.query<AnswerHolder>(sql`
    select c.id as "contactId", c.phone, c.bsuid
    from contact_logs l join tickets t on t.id = l.ticket_id and t.contact_id = l.contact_id join contacts c on c.id = l.contact_id
    where l.id = ${logId} and t.id = ${ticketId} and l.direction = 'outbound'
      and ${isToBeSeen("l")}`);
  return found;
}
