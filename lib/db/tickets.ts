import { sql } from "drizzle-orm";
import type { Channel } from "../domain/address.ts";
import type { Media, MessageDetail, MessageKind, Provider } from "../domain/message.ts";
import { lanes } from "../domain/task-kinds.ts";
import type { Db } from "./client.ts";

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
  contact: {
    id: string;
    phone: string | null;
    bsuid: string | null;
    profileName: string | null;
    zendeskUserId: string | null;
    blocked: boolean;
  };
  /** The provider's own id of it. */
  messageId: string | null;
  /** The message that this one answers, reacts to, edits or deletes. */
  quoted: { kind: MessageKind; body: string; ticketId: string | null } | null;
  /** The contact's newest ticket. */
  ticket: { id: string; status: string; openedBy: string } | null;
  /** Earlier messages of this contact are on their way to Zendesk. */
  filing: boolean;
  /** What we sent to this contact in the last ten minutes. */
  recentReplies: number;
  zendeskPaused: boolean;
};

/** A contact's message with all that surrounds it, in one query. */
export async function loadMessageInContext(db: Db, logId: string): Promise<MessageInContext | undefined> {
  const [message] = await db.query<MessageInContext>(sql`
    select l.id as "logId", l.provider, l.channel, l.sender, l.kind, l.body, l.media, l.detail,
      l.ticket_id as "ticketId", coalesce(l.twilio_message_sid, l.external_message_id) as "messageId",
      (select jsonb_build_object('kind', q.kind, 'body', q.body, 'ticketId', q.ticket_id) from contact_logs q
        where q.contact_id = c.id and l.detail->>'quotedMessageId' in (q.twilio_message_sid, q.external_message_id)
        limit 1) as quoted,
      jsonb_build_object('id', c.id, 'phone', c.phone, 'bsuid', c.bsuid, 'profileName', c.profile_name,
        'zendeskUserId', c.zendesk_user_id, 'blocked', c.blocked_at is not null) as contact,
      (select jsonb_build_object('id', t.id, 'status', t.status, 'openedBy', t.opened_by)
        from tickets t where t.contact_id = c.id order by t.created_at desc, t.id desc limit 1) as ticket,
      exists (select 1 from tasks k where k.lane = ${lanes.filing("")} || c.id and k.done_at is null and k.dead_at is null
        and k.dedupe_key <> l.id::text) as filing,
      (select count(*) from contact_logs r where r.contact_id = c.id and r.direction = 'outbound'
        and r.created_at > now() - interval '10 minutes')::int as "recentReplies",
      exists (select 1 from upstream_pauses p where p.upstream = 'zendesk' and p.paused_until > now())
        as "zendeskPaused"
    from contact_logs l join contacts c on c.id = l.contact_id
    where l.id = ${logId}`);
  return message;
}

/** The ticket that a message opened stands in our books, and the message is filed on it. */
export async function recordTicket(
  db: Db,
  ticket: { id: string; contactId: string; openedBy: string; status: string; subject: string },
): Promise<void> {
  await db.query(sql`
    with ticket as (
      insert into tickets (id, contact_id, opened_by, status, subject)
      values (${ticket.id}, ${ticket.contactId}, ${ticket.openedBy}, ${ticket.status}, ${ticket.subject})
      on conflict (id) do update set status = excluded.status
      returning id
    )
    update contact_logs set ticket_id = ${ticket.id} where id = ${ticket.openedBy}`);
}

/** A message is filed as a comment on a ticket, which Zendesk now calls `status`. */
export async function recordComment(
  db: Db,
  filed: { logId: string; ticketId: string; status: string },
): Promise<void> {
  await db.query(sql`
    with ticket as (update tickets set status = ${filed.status} where id = ${filed.ticketId})
    update contact_logs set ticket_id = ${filed.ticketId} where id = ${filed.logId}`);
}

/** A ticket takes no more comments: "closed" or "deleted". */
export async function recordTicketEnded(db: Db, ticket: { id: string; status: string }): Promise<void> {
  await db.query(sql`update tickets set status = ${ticket.status} where id = ${ticket.id}`);
}

/** Zendesk knows this contact by that user id. */
export async function recordZendeskUser(db: Db, contactId: string, zendeskUserId: string): Promise<void> {
  await db.query(sql`update contacts set zendesk_user_id = ${zendeskUserId} where id = ${contactId}`);
}
