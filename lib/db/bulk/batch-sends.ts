import { sql } from "drizzle-orm";
import type { Provider } from "../../domain/providers.ts";
import { UNSENT } from "../../domain/wording/unsent.ts";
import type { Db } from "../client.ts";
import { mayBeWrittenTo } from "../contacts/consent.ts";
import { isErased } from "../erasure/erased.ts";
import { type Send, WAITED } from "../messages/sends.ts";
import { mayBeSaidNow } from "../messages/service-window.ts";
import { hasNoAnswer } from "../messages/standing.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";

/** What was not used is lost but for this long: no second may see a fifth more than the rate. */
const BURST_SECONDS = 0.15;

/** With each message that goes out, a provider that throttled us is given so much of its rate back. */
const RECOVERY_PER_MESSAGE = 0.002;

/**
 * A provider throttled us: from now on at half the rate, and nothing for so many seconds. Of the many messages that were under way
 * together each hears it; the first halves the rate, and the others find the pause standing.
 */
export async function slowDown(
  db: Db,
  provider: Provider,
  { ratePerSecond, seconds }: { ratePerSecond: number; seconds: number },
): Promise<void> {
  await db.query(sql`
    update send_paces set next_at = greatest(next_at, now() + make_interval(secs => ${seconds})),
      share = case when next_at > now() + make_interval(secs => 1 / (${ratePerSecond}::float * share)) then share
        else greatest(share / 2, 0.05) end
    where provider = ${provider}`);
}

const SEND = sql`l.id as "logId", l.contact_id as "contactId", l.provider, l.channel, l.contact_address as "to", l.sender, l.kind,
  l.body, l.media, l.template, l.choices, l.status, null as "messageId", true as "isWelcome",
  false as "isHeld", case when ${WAITED} then l.ticket_id end as "waitedOnTicket", l.handed_over_at as "handedOverAt", extract(epoch from now() - l.handed_over_at)::float as "handedOverSeconds",
  false as "isUnconfirmed", l.handed_over_at::text as "handOver", coalesce(l.attempts, 0) as attempts`;

const HAS_NO_ANSWER = sql.raw(`l.unsure_at is null and ${hasNoAnswer("l")}`);

// One that failed stands as such: said for its index, which must not know of statuses.
const IS_TO_BE_LOOKED_UP = sql`l.handed_over_at is not null and l.failed_at is null and ${HAS_NO_ANSWER} and not ${sql.raw(isErased("l"))}`;

/** A batch's message that was taken for sending, with the attempts that failed for now. */
export type BatchSend = Send & { attempts: number };

/**
 * Takes due messages of a batch for sending, as many as its provider's pace, which every instance shares, lets go now and `limit`
 * at most; each is handed over to one caller only. Those whose contact opted out meanwhile, or whose service window has closed,
 * end here. None, where another caller is at the pace right now: nobody waits in line for it. `isAll` where no more are due.
 */
export async function takeBatchSends(
  db: Db,
  { batchId, ratePerSecond, limit }: { batchId: string; ratePerSecond: number; limit: number },
): Promise<{ taken: BatchSend[]; isAll: boolean }> {
  const askedAt = Date.now();
  const taken = await db.query<Omit<BatchSend, "askedAt"> & { isAll: boolean }>(sql`
    with pace as (
      select p.provider, greatest(p.next_at, now() - make_interval(secs => ${BURST_SECONDS})) as next_at,
        ${ratePerSecond}::float * p.share as rate
      from send_paces p join batches b on b.provider = p.provider
      where b.id = ${batchId} and b.accepted_at is not null and b.canceled_at is null
      for update of p skip locked
    ), granted as (
      select least(${limit}::int, floor(extract(epoch from now() - next_at) * rate) + 1)::int as n from pace where next_at <= now()
    ), due as (
      select l.id, ${mayBeWrittenTo("l.channel")} as is_welcome, ${mayBeSaidNow("l")} as is_timely
      from contact_logs l join contacts c on c.id = l.contact_id
      where l.batch_id = ${batchId} and l.status = 'accepted' and l.handed_over_at is null and l.due_at <= now()
      order by l.due_at, l.id
      limit coalesce((select n from granted), 0)
      for update of l skip locked
    ), dropped as (
      update contact_logs l set status = 'canceled', due_at = null,
        error_message = case when due.is_welcome then ${UNSENT.windowClosed.errorMessage} else ${UNSENT.unwelcome.errorMessage} end
      from due where l.id = due.id and not (due.is_welcome and due.is_timely)
      returning l.id, l.status, l.sent_by
    ), told as (
      ${promiseTasks("report-failure", { lane: null, key: sql`id || ':' || status`, payload: { logId: sql`id` } })}
      from dropped where sent_by is not null ${ONCE}
    ), paid as (
      update send_paces p set next_at = pace.next_at + make_interval(secs => spent.n / pace.rate),
        share = least(1, p.share + spent.n * ${RECOVERY_PER_MESSAGE}::float)
      from pace, (select count(*) as n from due where is_welcome and is_timely) spent where p.provider = pace.provider
    )
    update contact_logs l set handed_over_at = now(), due_at = null
    from due where l.id = due.id and due.is_welcome and due.is_timely
    returning ${SEND}, true as taken, (select count(*) from due) < (select n from granted) as "isAll"`);
  return {
    taken: taken.map(({ isAll, ...send }) => ({ ...send, askedAt })),
    isAll: taken.some(({ isAll }) => isAll),
  };
}

/**
 * Gives a message back that was certainly not processed: due again in so many seconds, with so many attempts behind it. Unless it
 * was given back before and somebody else has it: only the hand-over that is known to have failed ends.
 */
export async function releaseBatchSend(
  db: Db,
  { logId, handOver, attempts }: BatchSend,
  inSeconds: number,
): Promise<void> {
  await db.query(sql`
    update contact_logs l set handed_over_at = null, due_at = now() + make_interval(secs => ${inSeconds}), attempts = ${attempts}
    where l.id = ${logId} and l.handed_over_at = ${handOver}::timestamptz and ${HAS_NO_ANSWER}`);
}

/** Messages of a batch whose sender died before it heard the answer, longer ago than any sender is at it. */
export async function sendsToLookUp(
  db: Db,
  batchId: string,
  { olderThanSeconds, limit }: { olderThanSeconds: number; limit: number },
): Promise<BatchSend[]> {
  const askedAt = Date.now();
  const toLookUp = await db.query<Omit<BatchSend, "askedAt">>(sql`
    select ${SEND}, false as taken from contact_logs l
    where l.batch_id = ${batchId} and ${IS_TO_BE_LOOKED_UP}
      and l.handed_over_at < now() - make_interval(secs => ${olderThanSeconds})
    order by l.handed_over_at limit ${limit}`);
  return toLookUp.map((send) => ({ ...send, askedAt }));
}

/**
 * Seconds until the next message of a batch may go, by its own time and its provider's pace, or, for whom that concerns, may be
 * looked up; null when nothing is left to do.
 */
export async function nextOfBatchInSeconds(
  db: Db,
  { batchId, lookedUpAfterSeconds }: { batchId: string; lookedUpAfterSeconds: number | null },
): Promise<number | null> {
  const [row] = await db.query<{ seconds: number | null }>(sql`
    select greatest(0, extract(epoch from least(
      case when due.at is not null then greatest(due.at, p.next_at) end,
      handed_over.at + make_interval(secs => ${lookedUpAfterSeconds}::float)) - now()))::float as seconds
    from batches b join send_paces p on p.provider = b.provider
    left join lateral (
      select l.due_at as at from contact_logs l
      where l.batch_id = b.id and l.status = 'accepted' and l.handed_over_at is null and l.due_at is not null and b.canceled_at is null
      order by l.due_at limit 1) due on true
    left join lateral (
      select l.handed_over_at as at from contact_logs l
      where l.batch_id = b.id and ${IS_TO_BE_LOOKED_UP} and ${lookedUpAfterSeconds}::float is not null
      order by l.handed_over_at limit 1) handed_over on true
    where b.id = ${batchId} and (due.at is not null or handed_over.at is not null)`);
  return row?.seconds ?? null;
}
