import { sql } from "drizzle-orm";
import type { Media, MessageKind } from "../../domain/message.ts";
import type { Channel, Provider } from "../../domain/providers.ts";
import type { TicketNews } from "../../domain/ticket-news.ts";
import { UNSENT } from "../../domain/wording/unsent.ts";
import type { Db } from "../client.ts";
import { textOf } from "../compose.ts";
import { mayBeWrittenTo } from "../contacts/consent.ts";
import { isErased, isErasedContact } from "../erasure/erased.ts";
import { newId } from "../new-id.ts";
import { promiseRating } from "../ratings/promise-rating.ts";
import { statementOver } from "../statement-over.ts";
import { begunAnew, ONCE, promiseTasks } from "../tasks/promise-tasks.ts";
import { cameAt } from "./service-window.ts";

/**
 * Records what Zendesk told about a contact's ticket and promises to relay what an agent wrote, once a comment, in one
 * statement. A ticket that we opened, and have not heard so from our own request yet, is entered into our books. What its tags ask for is
 * looked for, whosever it is. One that is solved by this is promised the question how the help was.
 * @param options.rateAfterMinutes how long it must stand solved before; null where nobody is asked
 * @returns "unknown-ticket" when no contact of ours has it, which changes nothing
 */
export async function recordTicketNews(
  db: Db,
  news: TicketNews,
  { rateAfterMinutes = null }: { rateAfterMinutes?: number | null } = {},
): Promise<"recorded" | "unknown-ticket"> {
  const statement = insertNews([
    {
      ticket_id: news.ticketId,
      opened_by: news.openedBy,
      subject: news.subject,
      status: news.status,
      updated_at: news.updatedAt,
      ring: news.ring,
      comment_id: news.commentId,
      is_reply: news.isReply,
      is_tagged: news.isTagged,
      tagged_by: news.taggedBy,
      rate_after_minutes: rateAfterMinutes,
    },
  ]);
  const isKnown = async () => (await db.query<{ known: boolean }>(statement))[0]?.known === true;
  // Our own request may have been writing the ticket down just then: it waited for that, and sees it now.
  const isRecorded = (await isKnown()) || (news.openedBy !== null && (await isKnown()));
  return isRecorded ? "recorded" : "unknown-ticket";
}

const PROMISE_RELAY = textOf(sql`
  ${promiseTasks("relay-comments", {
    ticketId: sql`i.ticket_id`,
    key: sql`i.ticket_id || ':' || i.ring`,
    payload: { ticketId: sql`i.ticket_id`, commentId: sql`i.comment_id`, at: sql`i.updated_at` },
  })}
  from input i where i.is_reply and (exists (select 1 from known) or exists (select 1 from adopted))
  ${ONCE}`);

/** A ticket that nobody wrote on yet is in none of our books, and may be tagged all the same. */
const PROMISE_TAGGED = textOf(sql`
  ${promiseTasks("send-tagged", {
    key: sql`i.ticket_id`,
    payload: { ticketId: sql`i.ticket_id`, at: sql`i.updated_at`, taggedBy: sql`i.tagged_by` },
  })}
  from input i where i.is_tagged
  ${begunAnew(sql`tasks.payload || jsonb_strip_nulls(excluded.payload)
    || case when tasks.dead_at is not null then '{"hasDied": true}' else '{}' end::jsonb`)}`);

const PROMISE_RATING = textOf(
  promiseRating(sql`(exists (select 1 from known) or exists (select 1 from adopted))`),
);

const insertNews = statementOver(
  {
    ticket_id: "text",
    opened_by: "uuid",
    subject: "text",
    status: "text",
    updated_at: "timestamptz",
    ring: "text",
    comment_id: "text",
    is_reply: "bool",
    is_tagged: "bool",
    tagged_by: "text",
    rate_after_minutes: "int",
  },
  (input) => `
  with input as (${input}), known as (
    update tickets t set
      status = case when i.status is null or i.updated_at < t.status_at then t.status else i.status end,
      status_at = case when i.status is null then t.status_at else greatest(t.status_at, i.updated_at) end
    from input i where t.id = i.ticket_id
    returning t.id
  ), adopted as (
    insert into tickets (id, contact_id, opened_by, status, status_at, subject, relayed_until)
    select i.ticket_id, l.contact_id, l.id, coalesce(i.status, 'new'), i.updated_at,
      coalesce(nullif(i.subject, ''), left(l.body, 150)), l.created_at
    from input i join contact_logs l on l.id = i.opened_by and l.direction = 'inbound' and l.contact_id is not null
    where not ${isErased("l")} and not exists (select 1 from known)
    -- Our own request may be writing the same ticket down, and locks this first as well.
    for no key update of l
    on conflict do nothing
    returning id, opened_by
  ), opener as (
    update contact_logs l set ticket_id = a.id from adopted a where l.id = a.opened_by and l.ticket_id is null
  ), relay as (
    ${PROMISE_RELAY}
  ), tagged as (
    ${PROMISE_TAGGED}
  ), rating as (
    ${PROMISE_RATING}
  )
  select exists (select 1 from known) or exists (select 1 from adopted) as known`,
);

/** A ticket's contact, and the way their last message came, by which they are answered. */
export type TicketContact = {
  contactId: string;
  zendeskUserId: string | null;
  phone: string | null;
  bsuid: string | null;
  provider: Provider;
  channel: Channel;
  /** Up to when, by Zendesk's clock, everything on the ticket was relayed; null for one of an earlier version. */
  relayedUntil: Date | null;
  /** Where a template began the conversation: the second in which it did, and the newest comments from before it. */
  begun: { at: string; commentsBefore: string[] } | null;
};

/** Whom an answer on this ticket goes to; undefined when the contact was erased. */
export async function loadTicketContact(db: Db, ticketId: string): Promise<TicketContact | undefined> {
  const [contact] = await db.query<TicketContact>(sql`
    select c.id as "contactId", c.zendesk_user_id as "zendeskUserId", c.phone, c.bsuid, o.provider, o.channel,
      t.relayed_until as "relayedUntil", (
        select jsonb_build_object('at', date_trunc('second', t.created_at),
          'commentsBefore', coalesce(b.detail->'commentsBefore', '[]'))
        from contact_logs b where b.id = t.opened_by and b.direction = 'outbound') as begun
    from tickets t join contacts c on c.id = t.contact_id, lateral (${ORIGIN}) o
    where t.id = ${ticketId} and not ${isErasedContact("c")}`);
  return contact;
}

/** The contact's last message on the ticket, else the template that began it, else their last message at all. */
export const ORIGIN = sql`
  select l.* from contact_logs l
  where l.contact_id = t.contact_id and (l.direction = 'inbound' or l.id = t.opened_by)
    and l.contact_address is not null and l.sender is not null
  order by (l.ticket_id = t.id) is true desc, l.direction, ${cameAt("l")} desc limit 1`;

/** Which of these comments became messages already. */
export async function relayedAmong(db: Db, commentIds: string[]): Promise<Set<string>> {
  if (commentIds.length === 0) return new Set();
  const rows = await db.query<{ id: string }>(sql`
    select distinct zendesk_comment_id as id from contact_logs
    where zendesk_comment_id in (select jsonb_array_elements_text(${JSON.stringify(commentIds)}::jsonb))`);
  return new Set(rows.map(({ id }) => id));
}

/** One message of those that a comment becomes. */
export type Part = { kind: MessageKind; body: string; media: Media[] };

/**
 * Stores what a comment becomes, once a comment, as messages that wait: whether the service window lets them go now is for
 * `releaseHeldMessages` to see. To a contact who opted out of that channel or is blocked they never go, nor what is meant
 * for another; the ticket hears of it. Returns false for a comment that was stored before.
 */
export async function insertAgentReply(
  db: Db,
  reply: { ticketId: string; commentId: string; parts: Part[]; isForAnother?: boolean },
): Promise<boolean> {
  const { isForAnother = false } = reply;
  const unsent = isForAnother ? UNSENT.forAnother : UNSENT.unwelcome;
  const parts = reply.parts.map((part, index) => ({ ...part, id: newId(), part: index }));
  const rows = await db.query(sql`
    with stored as (
      insert into contact_logs
        (id, contact_id, direction, provider, channel, sender, contact_address, ticket_id, kind, body, media,
         zendesk_comment_id, part, held_at, status, error_code, error_message)
      select p.id, c.id, 'outbound', o.provider, o.channel, o.sender, o.contact_address, t.id, p.kind, p.body, p.media,
        ${reply.commentId}, p.part, case when is_welcome then now() end,
        (case when is_welcome then 'accepted' else 'canceled' end)::message_status,
        case when not is_welcome then ${unsent.errorCode}::text end, case when not is_welcome then ${unsent.errorMessage}::text end
      from tickets t join contacts c on c.id = t.contact_id,
        lateral (${ORIGIN}) o,
        lateral (select ${mayBeWrittenTo("o.channel")} and not ${isForAnother}::boolean as is_welcome) w,
        jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) as p(id uuid, kind text, body text, media jsonb, part int)
      -- Once a comment, not once a piece: by another channel the same text falls into other pieces.
      where t.id = ${reply.ticketId}
        and not exists (select 1 from contact_logs before where before.zendesk_comment_id = ${reply.commentId})
      order by p.part
      on conflict (zendesk_comment_id, part) where zendesk_comment_id is not null do nothing
      returning id, status
    ), told as (${REPORT_UNSENT})
    select id from stored`);
  return rows.length > 0;
}

/** The ticket hears of what was stored and is not sent. */
export const REPORT_UNSENT = sql`
  ${promiseTasks("report-failure", { lane: null, key: sql`id || ':' || status`, payload: { logId: sql`id` } })}
  from stored where status = 'canceled' ${ONCE}`;
