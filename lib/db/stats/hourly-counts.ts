import { sql } from "drizzle-orm";
import { BUCKET_GROWTH } from "../../domain/latency-buckets.ts";
import { PROVIDERS } from "../../domain/providers.ts";
import type { Db } from "../client.ts";
import { asRows } from "../listed.ts";
import { messageIdOf } from "../messages/message-ids.ts";
import { isAt } from "../messages/standing.ts";
import { thereIs } from "../there-is.ts";
import { CAUSED, TOLD_APART } from "./caused.ts";
import { hourBefore, isSince } from "./is-since.ts";

/** An hour has a row for each, also where it carried nothing. */
const EVERY_PROVIDER = sql.raw(asRows(PROVIDERS));

/**
 * When an hour is due again: within seconds until an hour after its end; then its counts are never older than a quarter of its age;
 * and, after 40 days, never. WhatsApp keeps a message for a phone that is off for 30 days, and Meta repeats a status for 7 more.
 * So an hour is counted whenever somebody wakes us, or looks, in its first two hours, at most every five seconds, and then some thirty times more, whatever happens in it.
 */
const NEXT_DUE = sql.raw(`case
  when now() < input.hour + interval '2 hours' then now() + interval '5 seconds'
  when now() < input.hour + interval '40 days' then now() + (now() - input.hour - interval '1 hour') / 4
end`);

/** Whether an answer was the first is known within days; later the ticket, or the answer before it, may have gone for its age, at 30 days. */
const FIRST_ANSWERS = sql.raw(
  "case when h.hour < now() - interval '20 days' then h.first_answers else excluded.first_answers end",
);

const HAS_FAILED = isAt("l.status", "failed");

/** What a message of ours proved of itself, each step including the ones behind it. What still waits, or was canceled, never went out. */
const STEPS = sql.raw(`
  ${messageIdOf("l")} is not null as is_accepted,
  l.sent_at is not null or ${isAt("l.status", "sent", "delivered", "read")} as is_sent,
  l.delivered_at is not null or ${isAt("l.status", "delivered", "read")} as is_delivered,
  l.read_at is not null or ${isAt("l.status", "read")} as is_read,
  ${HAS_FAILED} as is_failed,
  l.handed_over_at is not null or ${messageIdOf("l")} is not null
    or ${HAS_FAILED} as is_out`);

/** Our number that pays for a message, "" where nobody knows it. What fails after it was sent is not billed: Meta bills what it delivers. */
const BILLED_TO = sql.raw(`
  case when l.direction = 'outbound' and l.is_billable and not ${HAS_FAILED} then coalesce(l.sender, '') end`);

/** By what a template's uses are counted: its ContentSid, or its name and language. What still waits, or was canceled, is no use of it. */
const USED = sql.raw(`
  case when l.direction = 'outbound' and (l.handed_over_at is not null or ${messageIdOf("l")} is not null)
    then coalesce(l.template->>'contentSid', l.template->>'name' || ':' || (l.template->>'language')) end`);

/** What somebody else sent from our number, Meta's agent for one, or a status of it, made a row: it counts for nothing here. */
const IS_OURS = sql.raw(
  "((l.contact_id is not null or l.conversation_sid is not null) and (l.via is distinct from 'standby' or l.direction = 'inbound'))",
);

/**
 * A message of the hour that is claimed; none, where it is not. The hour is no value here: with one, PostgreSQL would plan this large
 * statement anew for each hour, for longer than it counts. What else is read is looked up row by row, however many it expects.
 */
const OF_HOUR = sql.raw(
  `l.created_at >= (select hour from claimed) and l.created_at < (select hour + interval '1 hour' from claimed)`,
);

/**
 * Counts the messages that were created in an hour, unless that was done so lately that the hour is not due again. Whoever counts it at
 * the same time waits for the first and changes nothing: the conflict is settled on the newest row, whatever their snapshots show. So
 * what is stored is never older than what it replaces. A first answer is an agent's first comment on a ticket that went
 * to the customer, or would have, or what staff wrote to them in the WhatsApp Business app.
 */
export async function countHour(db: Db, hour: Date): Promise<void> {
  await db.query(sql`
    with input as (select ${hour.toISOString()}::timestamptz as hour), claimed as (
      insert into counted_hours as c (hour, counted_at, due_at) select hour, now(), ${NEXT_DUE} from input
      on conflict (hour) do update set counted_at = excluded.counted_at, due_at = excluded.due_at
      where c.due_at <= now()
      returning hour
    ), cells as (
      select l.provider, l.direction, l.command, ${STEPS},
        case when ${sql.raw(HAS_FAILED)} then coalesce(l.error_code, '') end as code,
        ${BILLED_TO} as billed_to, coalesce(l.pricing_category, '') as category, ${USED} as used, ${TOLD_APART} as told_apart,
        count(*)::int as n, max(l.created_at) as last_at
      from contact_logs l
      where ${OF_HOUR} and ${IS_OURS}
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14
    ), figures as (
      select provider,
        sum(n) filter (where direction = 'inbound') as inbound,
        sum(n) filter (where direction = 'outbound' and is_out) as outbound,
        sum(n) filter (where direction = 'outbound' and is_accepted) as accepted,
        sum(n) filter (where direction = 'outbound' and is_sent) as sent,
        sum(n) filter (where direction = 'outbound' and is_delivered) as delivered,
        sum(n) filter (where direction = 'outbound' and is_read) as read,
        sum(n) filter (where direction = 'outbound' and is_failed) as failed,
        max(last_at) filter (where direction = 'inbound') as last_inbound_at,
        max(last_at) filter (where direction = 'outbound') as last_outbound_at
      from cells group by provider
    ), commands as (
      select provider, jsonb_object_agg(command, n) as of_each from (
        select provider, command, sum(n) as n from cells
        where direction = 'inbound' and command is not null group by 1, 2) named group by provider
    ), failures as (
      select provider, jsonb_object_agg(code, n) as of_each from (
        select provider, code, sum(n) as n from cells
        where direction = 'outbound' and code is not null group by 1, 2) named group by provider
    ), billed as (
      select provider, jsonb_object_agg(billed_to, of_each) as of_each from (
        select provider, billed_to, jsonb_object_agg(category, n) as of_each from (
          select provider, billed_to, category, sum(n) as n from cells
          where billed_to is not null group by 1, 2, 3) named group by 1, 2) numbers group by provider
    ), used as (
      select provider, jsonb_object_agg(used, n) as of_each from (
        select provider, used, sum(n) as n from cells where used is not null group by 1, 2) named group by provider
    ), ${CAUSED}, answers as (
      select provider, jsonb_object_agg(bucket, n) as of_each from (
        select l.provider, count(*) as n,
          floor(ln(greatest(extract(epoch from l.created_at - t.created_at)::float8, 1)) / ln(${BUCKET_GROWTH}::float8))::int as bucket
        from contact_logs l, lateral (select t.created_at from tickets t where t.id = l.ticket_id limit 1) t
        where ${OF_HOUR} and (l.zendesk_comment_id is not null and l.part = 0 or l.via = 'business-app')
          and not ${thereIs(sql`contact_logs e
            where e.contact_id = l.contact_id and e.created_at >= t.created_at and e.created_at < l.created_at
              and e.ticket_id = l.ticket_id and (e.zendesk_comment_id is not null or e.via = 'business-app')`)}
        group by l.provider, bucket) waited group by provider
    )
    insert into hourly_counts as h (hour, provider, inbound, outbound, accepted, sent, delivered, read, failed,
      last_inbound_at, last_outbound_at, commands, failures, first_answers, billable, templates, caused)
    select claimed.hour, provider, coalesce(f.inbound, 0), coalesce(f.outbound, 0), coalesce(f.accepted, 0), coalesce(f.sent, 0),
      coalesce(f.delivered, 0), coalesce(f.read, 0), coalesce(f.failed, 0), f.last_inbound_at, f.last_outbound_at,
      coalesce(c.of_each, '{}'), coalesce(x.of_each, '{}'), coalesce(a.of_each, '{}'),
      coalesce(b.of_each, '{}'), coalesce(u.of_each, '{}'), coalesce(z.of_each, '{}')
    from claimed cross join (values ${EVERY_PROVIDER}) as p(provider)
      left join figures f using (provider) left join commands c using (provider)
      left join failures x using (provider) left join answers a using (provider)
      left join billed b using (provider) left join used u using (provider)
      left join caused z using (provider)
    on conflict (hour, provider) do update set
      inbound = excluded.inbound, outbound = excluded.outbound, accepted = excluded.accepted, sent = excluded.sent,
      delivered = excluded.delivered, read = excluded.read, failed = excluded.failed,
      last_inbound_at = excluded.last_inbound_at, last_outbound_at = excluded.last_outbound_at,
      commands = excluded.commands, failures = excluded.failures, first_answers = ${FIRST_ANSWERS},
      billable = excluded.billable, templates = excluded.templates, caused = excluded.caused`);
}

/** Counts an hour that is long past once more and never again: its messages are about to be deleted. */
export async function countForGood(db: Db, hour: Date): Promise<void> {
  const ofHour = sql`hour = ${hour.toISOString()}::timestamptz`;
  await db.query(sql`update counted_hours set due_at = now() where ${ofHour} and due_at is not null`);
  await countHour(db, hour);
  await db.query(sql`update counted_hours set due_at = null where ${ofHour}`);
}

/**
 * Up to so many hours that were never counted, or are due again, newest first, from the hour of the first message on.
 * @param since not those before; null for all
 */
export async function hoursToCount(
  db: Db,
  { since, limit }: { since: Date | null; limit: number },
): Promise<Date[]> {
  const rows = await db.query<{ hour: Date }>(sql`
    select g.hour from (select min(created_at) as first_at from contact_logs) l, generate_series(
      date_trunc('hour', greatest(l.first_at, ${since?.toISOString() ?? null}::timestamptz), 'UTC'), now(), interval '1 hour') as g(hour)
    where l.first_at is not null and not exists (
      select 1 from counted_hours c where c.hour = g.hour and (c.due_at is null or c.due_at > now())
        ${since === null ? sql`` : sql`and ${isSince("c.hour", hourBefore(since))}`})
    order by g.hour desc limit ${limit}`);
  return rows.map(({ hour }) => new Date(hour));
}
