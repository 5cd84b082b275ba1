import { type SQL, sql } from "drizzle-orm";
import { isCountedForGood, isFinal } from "../bulk/batch-messages.ts";
import type { Db } from "../client.ts";
import { isErasedContact } from "../erasure/erased.ts";
import { thereIs } from "../there-is.ts";
import {
  CAME_OF_IT,
  countedAs,
  daysAgo,
  isOldAfter,
  isTurnOf,
  ROWS_AT_ONCE,
  runSlice,
  type Slice,
} from "./slices.ts";
import { isUnfinished } from "./unfinished.ts";

type Asked = { days: number; after: string };

/** A ticket `t` that is open, or that agents or its customer may still be at. */
const isAlive = (days: number) => sql`
  (t.status not in ('solved', 'closed', 'deleted') or greatest(t.status_at, t.relayed_until, t.created_at) >= ${daysAgo(days)}
    or t.status <> 'closed' and (select c.last_inbound_at from contacts c where c.id = t.contact_id) >= ${daysAgo(days)})`;

const isAnswer = (row: string) =>
  sql.raw(`(${row}.zendesk_comment_id is not null or ${row}.via = 'business-app')`);

/** Another message `o` of the same contact on the same ticket. */
const ON_SAME_TICKET = sql.raw(
  "contact_logs o where o.contact_id = l.contact_id and o.ticket_id = l.ticket_id",
);

/** By their last message on a ticket it is known where an answer goes; by the first answer, that a later one is none. */
const IS_LAST_WRITTEN = sql`(l.direction = 'inbound' and not ${thereIs(sql`${ON_SAME_TICKET} and o.created_at > l.created_at
  and o.direction = 'inbound'`)})`;
const IS_FIRST_ANSWER = sql`(${isAnswer("l")} and not ${thereIs(sql`${ON_SAME_TICKET} and o.created_at < l.created_at
  and ${isAnswer("o")}`)})`;

/** What a living ticket needs: it is relayed by the row of the message that opened it. */
const isOfLiving = (days: number) => sql`
  (${thereIs(sql`tickets t where t.opened_by = l.id and ${isAlive(days)}`)}
    or ${thereIs(sql`tickets t where t.id = l.ticket_id and (${IS_LAST_WRITTEN} or ${IS_FIRST_ANSWER}) and ${isAlive(days)}`)})`;

/** Another try, or a fallback, of it that is not so old itself. */
const isTriedAgain = (days: number) => sql`
  (${thereIs(sql`contact_logs r where r.retry_of = l.id and r.created_at >= ${daysAgo(days)}`)}
    or ${thereIs(sql`contact_logs r where r.fallback_of = l.id and r.created_at >= ${daysAgo(days)}`)})`;

/** Its hour was counted for good, so that nobody counts it again without it. */
const IS_COUNTED = thereIs(
  sql`counted_hours h where h.hour = date_trunc('hour', l.created_at, 'UTC') and h.due_at is null`,
);

/** It is of a bulk send, which was counted for good as well. */
const IS_OF_COUNTED = sql`(l.batch_id is null or ${thereIs(
  sql`batches b where b.id = l.batch_id and ${isCountedForGood("b")}`,
)})`;

/** Whoever has nothing left with us that is worth knowing. Who opted out, or is blocked, must stay so. */
const isStranger = (days: number): SQL => sql`
  c.opted_out_at is null and c.sms_opted_out_at is null and (c.blocked_at is null or ${isErasedContact("c")})
  and c.held_by_agent_since is null and greatest(c.last_inbound_at, c.created_at) < ${daysAgo(days)}
  and not ${thereIs(sql`contact_logs o where o.contact_id = c.id and o.id <> all(array(select id from mine))`)}
  and not ${thereIs(sql`tickets t where t.contact_id = c.id and t.opened_by <> all(array(select id from mine))`)}
  and not ${thereIs(sql`approvals a where a.contact_id = c.id and a.created_at >= ${daysAgo(days)}`)}`;

/**
 * Deletes some messages that are older, with the tickets that they opened, the ratings that they asked for, the assistant's turns that answer them, what their contacts were
 * asked to decide by then, and the contacts of whom nothing is left. Batches stay: a row each, in which nobody is named (docs/adr/0020-what-is-forgotten-when.md).
 */
export function purgeLogs(db: Db, { days, after }: Asked): Promise<Slice> {
  return runSlice(
    db,
    sql`
    with slice as materialized (
      select l.id, l.contact_id, l.created_at, true as is_open,
        (${isUnfinished(days)} or not ${IS_COUNTED} or not ${IS_OF_COUNTED} or ${isOfLiving(days)} or ${isTriedAgain(days)}) as is_needed
      from contact_logs l where ${isOldAfter("l", { days, after })} order by l.created_at, l.id limit ${ROWS_AT_ONCE}
    ), mine as materialized (
      select l.id, l.contact_id, l.assistant_turn_id from contact_logs l
      where l.id = any(array(select id from slice where not is_needed)) for update of l skip locked
    ), tickets_gone as (
      delete from tickets t where t.opened_by = any(array(select id from mine))
    ), ratings_gone as (
      delete from ratings r where r.asked_by = any(array(select id from mine))
    ), turns_gone as (
      delete from assistant_turns t where ${isTurnOf("mine")}
    ), approvals_gone as (
      delete from approvals a where a.contact_id = any(array(select contact_id from mine)) and a.created_at < ${daysAgo(days)}
    ), strangers as materialized (
      select c.id from contacts c where c.id = any(array(select contact_id from mine)) and ${isStranger(days)}
      for update of c skip locked
    ), contacts_gone as (
      delete from contacts c where c.id = any(array(select id from strangers))
    ), gone as (
      delete from contact_logs l where l.id = any(array(select id from mine)) returning l.id
    ), ${countedAs("logs")}
    ${CAME_OF_IT}`,
  );
}

/** What of the next slice is not counted for good yet: hours, and bulk sends. */
export async function uncountedBefore(
  db: Db,
  { days, after }: Asked,
): Promise<{ hours: Date[]; batchIds: string[] }> {
  const rows = await db.query<{ hour: Date | null; batchId: string | null }>(sql`
    with slice as materialized (
      select l.created_at, l.batch_id from contact_logs l where ${isOldAfter("l", { days, after })}
      order by l.created_at, l.id limit ${ROWS_AT_ONCE}
    )
    select distinct date_trunc('hour', l.created_at, 'UTC') as hour, null::uuid as "batchId" from slice l where not ${IS_COUNTED}
    union all select distinct null::timestamptz, l.batch_id from slice l
      where ${thereIs(sql`batches b where b.id = l.batch_id and not ${isCountedForGood("b")} and ${isFinal("b")}`)}`);
  return {
    hours: rows.flatMap(({ hour }) => (hour ? [new Date(hour)] : [])),
    batchIds: rows.flatMap(({ batchId }) => batchId ?? []),
  };
}

/** Deletes some conversations that are older and have no messages any more, with their participants and states. */
export function purgeConversations(db: Db, { days, after }: Asked): Promise<Slice> {
  return runSlice(
    db,
    sql`
    with slice as materialized (
      select v.sid as id, v.created_at, true as is_open,
        greatest(v.state_at, v.told_at) >= ${daysAgo(days)}
          or ${thereIs(sql`contact_logs l where l.conversation_sid = v.sid`)} as is_needed
      from conversations v where ${isOldAfter("v", { days, after }, "sid")} order by v.created_at, v.sid limit ${ROWS_AT_ONCE}
    ), mine as materialized (
      select v.sid as id from conversations v
      where v.sid = any(array(select id from slice where is_needed is not true)) for update of v skip locked
    ), participants as (
      delete from conversation_participants p where p.conversation_sid = any(array(select id from mine))
    ), states as (
      delete from conversation_states s where s.conversation_sid = any(array(select id from mine))
    ), gone as (
      delete from conversations v where v.sid = any(array(select id from mine)) returning v.sid
    ), ${countedAs("conversations")}
    ${CAME_OF_IT}`,
  );
}
