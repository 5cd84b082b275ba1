import { type SQL, sql } from "drizzle-orm";
import type { HandOverReason } from "../../domain/assistant/outcomes.ts";
import type { Media, MessageDetail, MessageKind, Via } from "../../domain/message.ts";
import type { Channel, Provider } from "../../domain/providers.ts";
import type { AskedRating } from "../../domain/ratings/read-answer.ts";
import type { LanguageSource } from "../../domain/replies/languages.ts";
import { UNSENT } from "../../domain/wording/unsent.ts";
import { type Ask, ask } from "../ask.ts";
import type { Db } from "../client.ts";
import { optedOutAt } from "../contacts/consent.ts";
import { isErased, isToBeSeen } from "../erasure/erased.ts";
import { ASKED_RATING } from "../ratings/asked-rating.ts";
import { claimedNow } from "../tasks/claims.ts";
import { laneOf } from "../tasks/lanes.ts";
import { messageIdOf, messageIdsOf } from "./message-ids.ts";
import { recentReplies } from "./replies.ts";
import { mayBeAnswered } from "./service-window.ts";

/** Everything that deciding on, and filing, a contact's message needs to know. */
export type MessageInContext = {
  logId: string;
  provider: Provider;
  channel: Channel;
  sender: string;
  kind: MessageKind;
  body: string;
  media: Media[];
  detail: MessageDetail;
  /** Where this message is filed already. */
  ticketId: string | null;
  /** The command that it was, once that was carried out. */
  command: string | null;
  contact: {
    id: string;
    phone: string | null;
    bsuid: string | null;
    profileName: string | null;
    zendeskUserId: string | null;
    /** In which they are written to, where something told so. */
    language: string | null;
    /** What told it. */
    languageSource: LanguageSource | null;
    /** What we wrote as their user's locale in Zendesk. */
    zendeskLocale: string | null;
    blocked: boolean;
    /** Of the channel of this message. */
    optedOut: boolean;
    /** Meta's agent holds the conversation now. */
    heldByAgent: boolean;
  };
  /** Who led the conversation that it is of, where that was not us. */
  via: Via | null;
  /** The provider's own id of it. */
  messageId: string | null;
  writtenAt: Date;
  /** The same, where its webhook never came and a recovery found it; else null. */
  recoveredFrom: Date | null;
  /** Free text may answer it: its service window was not over when it was found. */
  mayBeAnswered: boolean;
  /** It was promised to the assistant, or to Zendesk, or stands there. */
  isPromised: boolean;
  /** The assistant's turn that it belongs to. */
  turn: { why: HandOverReason | null; subject: string } | null;
  /** The message that this one answers, reacts to, edits or deletes. */
  quoted: {
    kind: MessageKind;
    body: string;
    ticketId: string | null;
    /** The assistant answers it, or did. */
    isWithAssistant: boolean;
  } | null;
  /** How they were asked whether they were helped, where they were. */
  rating: AskedRating | null;
  /** The contact's newest ticket. */
  ticket: {
    id: string;
    status: string;
    openedBy: string;
    /** Its newest answer was withheld, being for another requester. */
    isGivenAway: boolean;
  } | null;
  /** Something waits for them to write. */
  isAwaited: boolean;
  /** Earlier messages of this contact are on their way to Zendesk. */
  filing: boolean;
  /** Automatic replies to this contact in the last ten minutes. */
  recentReplies: number;
  /**
   * What this contact wrote in the minute, and in the day, up to this message, itself among it: by when they wrote, however late
   * it came, and was processed.
   */
  writtenInMinute: number;
  writtenInDay: number;
  /** The day on which it came, UTC. */
  writtenOn: string;
  zendeskPaused: boolean;
  /** The provider that it came by is left alone for now. */
  providerPaused: boolean;
};

/** When a contact wrote a message; when it came, where the provider does not say. */
const writtenAt = (row: string) => sql.raw(`coalesce(${row}.sent_at, ${row}.created_at)`);

/** A contact's message with all that surrounds it, in one query; undefined when it was erased. */
export async function loadMessageInContext(db: Db, logId: string): Promise<MessageInContext | undefined> {
  const [message] = await ask(db, inContext(sql`l.id = ${logId}`));
  return message;
}

const IS_LOG_ID = sql.raw("payload->>'logId' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'");

/** The messages that this very transaction has claimed to decide on, or to file: what a task reads first, read beside its claim. */
export const claimedInContext = (leaseSeconds: number): Ask<MessageInContext[]> =>
  inContext(sql`l.id = any(array(
      select (payload->>'logId')::uuid from (${claimedNow(leaseSeconds, sql`t.kind, t.payload`)}) claimed
      where kind in ('answer-message', 'file-message') and ${IS_LOG_ID}))`);

function inContext(which: SQL): Ask<MessageInContext[]> {
  const statement = sql`
    select l.id as "logId", l.provider, l.channel, l.sender, l.kind, l.body, l.media, l.detail,
      l.ticket_id as "ticketId", l.command, l.via, ${sql.raw(messageIdOf("l"))} as "messageId",
      ${writtenAt("l")} as "writtenAt", case when l.recovered_at is not null then ${writtenAt("l")} end as "recoveredFrom",
      ${mayBeAnswered("l")} as "mayBeAnswered",
      (l.ticket_id is not null or exists (select 1 from tasks k where k.kind in ('file-message', 'ask-assistant') and k.dedupe_key = l.id::text)) as "isPromised",
      (select jsonb_build_object('kind', q.kind, 'body', q.body, 'ticketId', q.ticket_id, 'isWithAssistant', q.assistant_turn_id is not null
          or exists (select 1 from tasks k where k.kind = 'ask-assistant' and k.dedupe_key = q.id::text)) from contact_logs q
        where q.contact_id = c.id and l.detail->>'quotedMessageId' in (${sql.raw(messageIdsOf("q"))})
        limit 1) as quoted,
      ${ASKED_RATING} as rating,
      case when l.assistant_turn_id is not null then (
        select jsonb_build_object('why', a.why, 'subject', a.subject)
        from assistant_turns a where a.id = l.assistant_turn_id) end as turn,
      jsonb_build_object('id', c.id, 'phone', c.phone, 'bsuid', c.bsuid, 'profileName', c.profile_name,
        'zendeskUserId', c.zendesk_user_id, 'language', c.language,
        'languageSource', c.language_source, 'zendeskLocale', c.zendesk_locale, 'blocked', c.blocked_at is not null,
        'heldByAgent', c.held_by_agent_since is not null, 'optedOut', ${sql.raw(optedOutAt("c", "l.channel"))} is not null) as contact,
      (select jsonb_build_object('id', t.id, 'status', t.status, 'openedBy', t.opened_by, 'isGivenAway',
          coalesce((select n.error_code = ${UNSENT.forAnother.errorCode} from contact_logs n
            where n.contact_id = t.contact_id and n.ticket_id = t.id and n.zendesk_comment_id is not null
            order by n.created_at desc, n.id desc limit 1), false))
        from tickets t where t.contact_id = c.id order by t.created_at desc, t.id desc limit 1) as ticket,
      exists (select 1 from contact_logs h where h.contact_id = c.id and h.held_at is not null) as "isAwaited",
      exists (select 1 from tasks k where k.lane = ${laneOf.filing({ contactId: sql`c.id` })} and k.done_at is null and k.dead_at is null
        and k.dedupe_key <> l.id::text) as filing,
      ${recentReplies(sql`c.id`, "all others")} as "recentReplies", day.minute as "writtenInMinute", day.total as "writtenInDay",
      (l.created_at at time zone 'utc')::date::text as "writtenOn",
      exists (select 1 from upstream_pauses p where p.upstream = 'zendesk' and p.paused_until > now())
        as "zendeskPaused",
      exists (select 1 from upstream_pauses p where p.upstream = l.provider and p.paused_until > now())
        as "providerPaused"
    from contact_logs l join contacts c on c.id = l.contact_id, lateral (
      select count(*)::int as total, count(*) filter (where ${writtenAt("d")} > ${writtenAt("l")} - interval '1 minute')::int as minute
      from contact_logs d where d.contact_id = c.id and d.direction = 'inbound' and d.id <= l.id
        and d.created_at > ${writtenAt("l")} - interval '25 hours'
        and ${writtenAt("d")} > ${writtenAt("l")} - interval '1 day' and ${writtenAt("d")} <= ${writtenAt("l")}
        -- A conversation's mirror may hold the same text once more.
        and (d.conversation_sid is null) = (l.conversation_sid is null)
    ) day
    where ${which} and not ${sql.raw(isErased("l"))} and ${isToBeSeen("l")}`;
  return { statement, read: (rows: MessageInContext[]) => rows };
}

/** A ticket as Zendesk told it. `updatedAt` is Zendesk's clock; null where it does not say. */
type Told = { id: string; status: string; updatedAt: string | null };

/**
 * The ticket that a message opened stands in our books, and the message is filed on it. The message is locked first, as by Zendesk's
 * news of the same ticket, which may come at the same time. No comment on the ticket is older than the message.
 */
export function recordingTicket(
  ticket: Told & { contactId: string; openedBy: string; subject: string },
): Ask<void> {
  const statement = sql`
    with opener as (
      select id, created_at from contact_logs where id = ${ticket.openedBy} for no key update
    ), ticket as (
      insert into tickets as t (id, contact_id, opened_by, status, status_at, subject, relayed_until)
      select ${ticket.id}, ${ticket.contactId}::uuid, opener.id, ${ticket.status}, ${ticket.updatedAt}::timestamptz,
        ${ticket.subject}, opener.created_at
      from opener
      on conflict (id) do update set ${NEWEST_STATUS}
      returning id
    )
    update contact_logs l set ticket_id = ticket.id from ticket where l.id = ${ticket.openedBy}`;
  return { statement, read: () => {} };
}

/** As Zendesk said it last, whatever comes late. */
const NEWEST_STATUS = sql.raw(`
  status = case when excluded.status_at < t.status_at then t.status else excluded.status end,
  status_at = greatest(t.status_at, excluded.status_at)`);

/** A message is filed as a comment on a ticket, which Zendesk now calls `status`. */
export function recordingComment({ logId, ticket }: { logId: string; ticket: Told }): Ask<void> {
  const statement = sql`
    with ticket as (${updateStatus(ticket)})
    update contact_logs set ticket_id = ${ticket.id} where id = ${logId}`;
  return { statement, read: () => {} };
}

/** A ticket is as Zendesk told it, unless something newer was heard: solved, reopened, "closed" or "deleted". */
export async function recordTicketStatus(db: Db, ticket: Told): Promise<void> {
  await db.query(updateStatus(ticket));
}

function updateStatus({ id, status, updatedAt }: Told): SQL {
  return sql`
    update tickets set status = ${status}, status_at = coalesce(${updatedAt}::timestamptz, status_at)
    where id = ${id} and (status_at is null or ${updatedAt}::timestamptz is null or status_at <= ${updatedAt}::timestamptz)`;
}

/** Zendesk knows this contact by that user id, of whom we wrote no locale unless they are the same. */
export function recordingZendeskUser(contactId: string, zendeskUserId: string): Ask<void> {
  const statement = sql`
    update contacts set zendesk_user_id = ${zendeskUserId},
      zendesk_locale = case when zendesk_user_id = ${zendeskUserId} then zendesk_locale end
    where id = ${contactId}`;
  return { statement, read: () => {} };
}

/** Zendesk merged the contact's user into another, by whom they are known from now on; unless they are known by a newer one already. */
export async function followMergedUser(
  db: Db,
  { contactId, from, to }: { contactId: string; from: string; to: string },
): Promise<void> {
  await db.query(sql`
    update contacts set zendesk_user_id = ${to} where id = ${contactId} and zendesk_user_id = ${from}`);
}
