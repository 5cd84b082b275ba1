import { sql } from "drizzle-orm";
import type { MessageStatus } from "../../domain/message-status.ts";
import type { Provider } from "../../domain/providers.ts";
import type { Db } from "../client.ts";
import { blindAddress, ERASED_ADDRESSES } from "../erasure/erased.ts";
import { ID_COLUMNS } from "../messages/message-ids.ts";
import { isAt } from "../messages/standing.ts";
import { IS_UNCONFIRMED } from "../messages/unconfirmed-sends.ts";

/** A status that comes within this is not late. */
const UNFINISHED_MINUTES = 60;
/** By so much a conversation's copy of a message is dated otherwise than the message. */
const COPIED_WITHIN_MINUTES = 10;
/** Beside what is open, a scan reads so many tickets at once. */
const SCANNED = 5_000;
const LISTED = 100;

/** Of equal texts within this, each copy stands for one. */
const EQUAL_WITHIN_MINUTES = 5;
/** So long a webhook may be under way. */
export const UNDER_WAY_SECONDS = 60;

type Logged = { messageId: string; from: string; phone: string | null; body: string; at: Date };

/**
 * Which of these messages to us, by their provider's ids, are on no row of ours, nor kept as what nobody can be answered for; and whether
 * a webhook may be under way with it, by the database's clock. One that came into a conversation, whose mirror has it under another id, is
 * not missed, nor what somebody wrote who was erased since.
 */
export async function missedAmong(
  db: Db,
  provider: Provider,
  logged: Logged[],
): Promise<Map<string, { isUnderWay: boolean }>> {
  if (logged.length === 0) return new Map();
  const column = sql.raw(ID_COLUMNS[provider]);
  const rows = await db.query<{ id: string; isUnderWay: boolean }>(sql`
    with erased as materialized (${ERASED_ADDRESSES}), input as (
      select i.* from jsonb_to_recordset(${JSON.stringify(logged)}::jsonb)
        as i("messageId" text, "from" text, phone text, body text, at timestamptz)
    ), unknown as (
      select i.*, count(*) over (partition by i.phone, i.body order by i.at
        range between make_interval(mins => ${EQUAL_WITHIN_MINUTES}) preceding and current row) as equals
      from input i
      where not exists (select 1 from contact_logs l where l.${column} = i."messageId")
        and not exists (select 1 from tasks t where t.kind = 'unknown-sender' and t.dedupe_key = i."messageId")
    )
    select i."messageId" as id, i.at > now() - make_interval(secs => ${UNDER_WAY_SECONDS}) as "isUnderWay"
    from unknown i
    where not exists (
        select 1 from erased e where e.at >= i.at
          and e.address in (${blindAddress('i."from"')}, ${blindAddress("i.phone")}))
      and i.equals > (
        select count(*) from contacts c join contact_logs l on l.contact_id = c.id
        where c.phone = i.phone and l.conversation_sid is not null and l.body = i.body
          and l.created_at > i.at - make_interval(mins => ${COPIED_WITHIN_MINUTES})
          and coalesce(l.sent_at, l.created_at) between i.at - make_interval(mins => ${COPIED_WITHIN_MINUTES})
            and i.at + make_interval(mins => ${COPIED_WITHIN_MINUTES}))`);
  return new Map(rows.map(({ id, isUnderWay }) => [id, { isUnderWay }]));
}

/** Which of these messages are ours and stand unfinished for an hour, and how. */
export async function unfinishedAmong(
  db: Db,
  provider: Provider,
  messageIds: string[],
): Promise<Map<string, MessageStatus>> {
  if (messageIds.length === 0) return new Map();
  const column = sql.raw(ID_COLUMNS[provider]);
  const rows = await db.query<{ id: string; status: MessageStatus }>(sql`
    select l.${column} as id, l.status from contact_logs l
    where l.${column} in (select jsonb_array_elements_text(${JSON.stringify(messageIds)}::jsonb))
      and l.direction = 'outbound' and l.contact_id is not null
      and ${sql.raw(isAt("l.status", "accepted", "under way", "sent"))}
      and coalesce(l.handed_over_at, l.created_at) < now() - make_interval(mins => ${UNFINISHED_MINUTES})`);
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/** The next messages of a provider's of which nobody knows whether they were sent, for an hour, and for how many days. */
export function unconfirmedOf(
  db: Db,
  { provider, after, limit }: { provider: Provider; after: string | null; limit: number },
): Promise<{ logId: string; days: number }[]> {
  return db.query<{ logId: string; days: number }>(sql`
    select distinct l.id as "logId", extract(epoch from now() - l.unsure_at)::float / 86400 as days
    from tasks t join contact_logs l on l.id = (t.payload->>'logId')::uuid
    where t.kind = 'report-unsure' and l.provider = ${provider} and ${IS_UNCONFIRMED}
      and l.unsure_at < now() - make_interval(mins => ${UNFINISHED_MINUTES})
      ${after ? sql`and l.id > ${after}::uuid` : sql``}
    order by l.id limit ${limit}`);
}

/** The next open tickets of ours; `scannedTo` is where the scan goes on, null at its end. */
export async function openTicketsAfter(
  db: Db,
  after: string,
): Promise<{ ids: string[]; scannedTo: string | null }> {
  const rows = await db.query<{ id: string; isOpen: boolean }>(sql`
    select id, status not in ('closed', 'deleted') as "isOpen" from tickets where id > ${after} order by id limit ${SCANNED}`);
  const open = rows.filter(({ isOpen }) => isOpen).map(({ id }) => id);
  if (open.length > LISTED) return { ids: open.slice(0, LISTED), scannedTo: open[LISTED - 1] ?? null };
  return { ids: open, scannedTo: rows.length < SCANNED ? null : (rows.at(-1)?.id ?? null) };
}
