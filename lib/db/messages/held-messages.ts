import { sql } from "drizzle-orm";
import type { Provider } from "../../domain/providers.ts";
import type { Spoken } from "../../domain/replies/language-of.ts";
import type { Db } from "../client.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";
import { lastWrittenAt, mayBeSaidNow } from "./service-window.ts";

/** A row `l` of a comment has the words whose file failed. The rest may have waited before, and its agent heard only of that. */
const IS_ALONE = sql`l.retry_of is not null`;

/** A message waits for its contact to write: the service window closed before it was handed over. The agent who wrote it hears so. */
export async function holdMessage(db: Db, logId: string): Promise<void> {
  await db.query(sql`
    with held as (
      update contact_logs l set held_at = now() where id = ${logId} and held_at is null and handed_over_at is null
      returning zendesk_comment_id as comment_id, ticket_id, ${IS_ALONE} as is_alone
    )
    ${ANNOUNCE_HELD}`);
}

/** Promises to tell the agents which of these comments wait for the customer to write, each once; returns how many do. */
export async function promiseAnnouncements(db: Db, commentIds: string[]): Promise<number> {
  const rows = await db.query<{ commentId: string }>(sql`
    with held as (
      select l.zendesk_comment_id as comment_id, l.ticket_id, min(l.id::text) as first, bool_and(${IS_ALONE}) as is_alone
      from contact_logs l
      where l.zendesk_comment_id in (select jsonb_array_elements_text(${JSON.stringify(commentIds)}::jsonb))
        and l.held_at is not null
      group by 1, 2 order by first
    ), promised as (${ANNOUNCE_HELD})
    select comment_id as "commentId" from held`);
  return rows.length;
}

const ANNOUNCE_HELD = sql`
  ${promiseTasks("announce-held", {
    ticketId: sql`ticket_id`,
    key: sql`comment_id || case when is_alone then ':alone' else '' end`,
    payload: { commentId: sql`comment_id` },
  })}
  from held where comment_id is not null and ticket_id is not null
  ${ONCE}`;

/** An agent's reply that waits for the customer to write. */
export type HeldReply = {
  ticketId: string;
  provider: Provider;
  /** The first of its messages that wait. */
  logId: string;
  isAlone: boolean;
  lastWrittenAt: Date | null;
  /** The customer's last message, after which one invitation a day is enough. */
  lastWrittenId: string | null;
  /** By which it is known in which language they are written to. */
  contact: Spoken;
};

const HELD_REPLY = sql`
    select l.ticket_id as "ticketId", l.provider, l.id as "logId", ${IS_ALONE} as "isAlone", ${lastWrittenAt("l")} as "lastWrittenAt",
      (select i.id from contact_logs i where i.contact_id = l.contact_id and i.direction = 'inbound'
        order by i.created_at desc limit 1) as "lastWrittenId",
      jsonb_build_object('language', c.language, 'phone', c.phone) as contact
    from contact_logs l left join contacts c on c.id = l.contact_id`;

/** What a comment became, as far as it waits for the customer to write; undefined when nothing of it does any more. */
export async function loadHeldReply(db: Db, commentId: string): Promise<HeldReply | undefined> {
  const [held] = await db.query<HeldReply>(sql`
    ${HELD_REPLY}
    where l.zendesk_comment_id = ${commentId} and l.held_at is not null and l.ticket_id is not null
    order by l.part limit 1`);
  return held;
}

/** The first of the messages on a ticket that wait for the customer to write; undefined when none does. */
export async function firstHeldOnTicket(db: Db, ticketId: string): Promise<HeldReply | undefined> {
  const [held] = await db.query<HeldReply>(sql`
    ${HELD_REPLY} join tickets t on t.id = ${ticketId} and t.contact_id = l.contact_id
    where l.ticket_id = t.id and l.held_at is not null and l.zendesk_comment_id is not null
    order by l.created_at, l.id limit 1`);
  return held;
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
    ${promiseTasks("deliver-message", {
      contactId: sql`due.contact_id`,
      provider: sql`due.provider`,
      key: sql`due.id || ':' || extract(epoch from due.held_at)`,
      payload: { logId: sql`due.id` },
    })}
    from due order by due.created_at, due.id
    ${ONCE}`);
}
