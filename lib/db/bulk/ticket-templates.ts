import { sql } from "drizzle-orm";
import type { AuditEntry } from "../../domain/access/audited.ts";
import type { Db } from "../client.ts";
import { textOf } from "../compose.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";

/** In `sent_by`, where nobody knows which agent set the tag. */
export const BY_TAG = "tag";

/** What stands in our books with a template that is sent from a ticket, by the statement that stores its message. */
export type FromTicket = {
  ticketId: string;
  /** The agent's id in Zendesk, or `BY_TAG`. */
  sentBy: string;
  /** What agents read of it on the ticket. */
  note: string;
  audit: AuditEntry;
  /** What was asked for by the batch's key. */
  requestHash: string;
  /** Of a ticket that stands in none of our books yet: as Zendesk shows it, and its requester, who becomes its contact. */
  begins: FirstContact | null;
};

export type FirstContact = {
  status: string;
  updatedAt: string | null;
  subject: string;
  requesterId: string;
  name: string | null;
  /** The newest comments on it, which are not for the customer. */
  commentsBefore: string[];
};

/** What the input has beside that of every bulk message, with PostgreSQL's types. */
export const TICKET_COLUMNS = {
  sent_by: "text",
  note: "text",
  begins: "jsonb",
  audit: "jsonb",
  request_hash: "text",
};

/** The values of those. */
export const ticketCells = ({
  sentBy,
  note,
  begins,
  audit,
  requestHash,
}: FromTicket): Record<keyof typeof TICKET_COLUMNS, unknown> => ({
  sent_by: sentBy,
  note,
  begins: begins && JSON.stringify(begins),
  audit: JSON.stringify(audit),
  request_hash: requestHash,
});

const PROMISE_NOTE = textOf(sql`
  ${promiseTasks("add-note", {
    ticketId: sql`l.ticket_id`,
    key: sql`l.id || ':sent'`,
    payload: { ticketId: sql`l.ticket_id`, key: sql`l.id || ':sent'`, body: sql`p.note` },
  })}
  from log l join person p on p.log_id = l.id ${ONCE}`);

const PROMISE_SENDING = textOf(sql`
  ${promiseTasks("send-batch", {
    provider: sql`c.provider`,
    key: sql`c.id || ':1'`,
    payload: { batchId: sql`c.id`, worker: sql`1` },
  })}
  from completed c ${ONCE}`);

/**
 * Members of the statement's `with`, for who is newly in `log`: the ticket hears of the message, once; and one that we did not know is the
 * contact's from now on. What was written on it before then is not theirs: it begins at the later of our clock and Zendesk's. The batch of one is complete with its message, so that no note or entry tells of what is
 * never sent.
 */
export const IN_BOOKS_OF_TICKET = `, ticket as (
    insert into tickets (id, contact_id, opened_by, status, status_at, subject, relayed_until, created_at)
    select l.ticket_id, l.contact_id, l.id, p.begins->>'status', began.at, p.begins->>'subject', began.at, began.at
    from log l join person p on p.log_id = l.id,
      lateral (select greatest(now(), (p.begins->>'updatedAt')::timestamptz) as at) began
    where p.begins is not null
    on conflict do nothing
  ), known as (
    update contacts c set zendesk_user_id = p.begins->>'requesterId'
    from person p where c.id = p.known_id and p.begins is not null and c.zendesk_user_id is null
  ), note as (${PROMISE_NOTE}
  ), completed as (
    update batches b set accepted_at = now(), accepted = 1, skipped = '[]', request_hash = p.request_hash
    from log l join person p on p.log_id = l.id where b.id = p.batch_id
    returning b.id, b.provider
  ), pace as (
    insert into send_paces (provider, next_at) select provider, now() from completed on conflict do nothing
  ), sending as (${PROMISE_SENDING}
  ), audited as (
    insert into audit (by, actor_id, actor_name, action, subject, was, became)
    select a.actor->>'by', a.actor->>'id', a.actor->>'name', a.action, a.subject, a.was, a.became
    from completed c join person p on p.batch_id = c.id,
      lateral jsonb_to_record(p.audit) as a(actor jsonb, action text, subject text, was jsonb, became jsonb)
  )`;

/** The message that a batch of one sent; undefined when it had none. */
export async function sentInBatch(
  db: Db,
  batchId: string,
): Promise<{ messageId: string; text: string } | undefined> {
  const [message] = await db.query<{ messageId: string; text: string }>(sql`
    select l.id as "messageId", l.body as text from contact_logs l
    where l.batch_id = ${batchId} and l.retry_of is null and l.fallback_of is null limit 1`);
  return message;
}

/** How many messages were stored on a ticket within a day, by batches whose keys begin so, since its customer wrote last. */
export async function countSent(
  db: Db,
  { ticketId, keysBegin }: { ticketId: string; keysBegin: string },
): Promise<number> {
  const [row] = await db.query<{ times: number }>(sql`
    select count(*)::int as times from contact_logs l join batches b on b.id = l.batch_id
    where l.ticket_id = ${ticketId} and l.retry_of is null and l.fallback_of is null
      and starts_with(b.idempotency_key, ${keysBegin}) and l.created_at > now() - interval '1 day'
      and not exists (select 1 from contact_logs w
        where w.contact_id = l.contact_id and w.direction = 'inbound' and w.created_at > l.created_at)`);
  return row?.times ?? 0;
}
