import { sql } from "drizzle-orm";
import type { Media, MessageKind } from "../../domain/message.ts";
import type { MessageStatus } from "../../domain/message-status.ts";
import type { Channel, Provider } from "../../domain/providers.ts";
import type { Db } from "../client.ts";
import { optOutReason, unwelcomeFor } from "../contacts/consent.ts";
import { isErased, isToBeSeen } from "../erasure/erased.ts";
import { momentExactly } from "../moment-exactly.ts";
import { IS_UNCONFIRMED } from "./unconfirmed-sends.ts";

/** An outbound message as its ticket hears of it. */
export type ReportedMessage = {
  logId: string;
  provider: Provider;
  channel: Channel | null;
  ticketId: string | null;
  /** The assistant's turn whose answer it is. */
  turnId: string | null;
  kind: MessageKind;
  body: string;
  media: Media[];
  /** It is the last piece of an agent's comment, or a template that was sent from the ticket. */
  endsReply: boolean;
  /** How many messages that comment went out as; what was tried again counts once. */
  parts: number;
  /** Why its contact gets nothing by its channel now; null when they do. */
  unwelcomeFor: "blocked" | "stop" | "refusal" | null;
  status: MessageStatus;
  /** Since when nobody knew whether it was sent, to the microsecond, and whether that is so still. */
  unconfirmedAt: string | null;
  isUnconfirmed: boolean;
  errorCode: string | null;
  deliveredAt: Date | null;
  readAt: Date | null;
};

/** A row `l` is the last piece of an agent's comment, or a template that somebody sent from the ticket. */
const ENDS_REPLY = sql`(l.sent_by is not null or l.zendesk_comment_id is not null and not exists (
  select 1 from contact_logs n where n.zendesk_comment_id = l.zendesk_comment_id and n.part > l.part))`;

/** A message that its ticket hears of; undefined when it was erased. */
export async function loadReported(db: Db, logId: string): Promise<ReportedMessage | undefined> {
  const [message] = await db.query<ReportedMessage>(sql`
    select l.id as "logId", l.provider, l.channel, l.ticket_id as "ticketId", l.assistant_turn_id as "turnId", l.kind, l.body, l.media, l.status,
      ${momentExactly("l.unsure_at")} as "unconfirmedAt", ${IS_UNCONFIRMED} as "isUnconfirmed", l.error_code as "errorCode", l.delivered_at as "deliveredAt", l.read_at as "readAt",
      ${ENDS_REPLY} as "endsReply",
      (select count(*)::int from contact_logs p where p.zendesk_comment_id = l.zendesk_comment_id and p.retry_of is null) as parts,
      case ${sql.raw(unwelcomeFor("c", "l.channel"))} when 'blocked' then 'blocked' when 'opted out' then
        case when coalesce(${sql.raw(optOutReason("c", "l.channel"))}, 'stop') = 'stop' then 'stop' else 'refusal' end end as "unwelcomeFor"
    from contact_logs l left join contacts c on c.id = l.contact_id
    where l.id = ${logId} and not ${sql.raw(isErased("l"))} and ${isToBeSeen("l")}`);
  return message;
}

/** How far an agent's reply has come on its way to the customer's eyes. */
export type Tick = "delivered" | "read";

/** The tick of the ticket's newest reply of those that reached the phone; undefined when none did, or the contact was erased. */
export async function newestTick(db: Db, ticketId: string): Promise<Tick | undefined> {
  const [row] = await db.query<{ tick: Tick }>(sql`
    select case when l.read_at is null then 'delivered' else 'read' end as tick
    from tickets t join contact_logs l on l.contact_id = t.contact_id and l.ticket_id = t.id
    where t.id = ${ticketId} and l.delivered_at is not null and ${ENDS_REPLY}
    order by l.created_at desc, l.id desc limit 1`);
  return row?.tick;
}
