import { sql } from "drizzle-orm";
import type { Cause } from "../../domain/billing/purposes.ts";
import type { Provider } from "../../domain/providers.ts";
import type { Db } from "../client.ts";
import { firstIdAt } from "../new-id.ts";
import { hourBefore, isSince } from "./is-since.ts";

/** Since when every hour is counted, from `from` on at the earliest; and when the first message of all was created. */
export type Counted = { since: Date; firstMessageAt: Date | null };

/** How far back the counts reach without a gap: what a gap hides is not told as if it were all. */
export async function countedSince(db: Db, from: Date): Promise<Counted> {
  const at = sql`${from.toISOString()}::timestamptz`;
  const [row] = await db.query<Counted>(sql`
    select l.first_at as "firstMessageAt", least(now(), coalesce((
      select max(g.hour) + interval '1 hour'
      from generate_series(date_trunc('hour', greatest(l.first_at, ${at}), 'UTC'), now(), interval '1 hour') as g(hour)
      where l.first_at is not null and not exists (
        select 1 from counted_hours c where c.hour = g.hour and ${isSince("c.hour", hourBefore(from))})), ${at})) as since
    from (select min(created_at) as first_at from contact_logs) l`);
  return row ?? { since: from, firstMessageAt: null };
}

/** What was created in an hour or a day, in numbers. Of the outbound ones each step includes those behind it. */
export type Figures = {
  at: Date;
  inbound: number;
  outbound: number;
  accepted: number;
  sent: number;
  delivered: number;
  read: number;
  failed: number;
};

/** The figures of each hour, or UTC day, that has any, oldest first. */
export function figuresSince(db: Db, since: Date, per: "hour" | "day"): Promise<Figures[]> {
  return db.query<Figures>(sql`
    select date_trunc(${per}, hour, 'UTC') as at, sum(inbound)::int as inbound, sum(outbound)::int as outbound,
      sum(accepted)::int as accepted, sum(sent)::int as sent, sum(delivered)::int as delivered, sum(read)::int as read,
      sum(failed)::int as failed
    from hourly_counts where ${isSince("hour", since)} group by 1 order by 1`);
}

/** How many of each command, of each provider's codes of failure, and of each bucket of waiting for a first answer. */
export type Named = {
  of: "commands" | "failures" | "firstAnswers";
  provider: Provider;
  name: string;
  count: number;
};

/** Everything that is counted by name, most of it first. */
export function namedSince(db: Db, since: Date): Promise<Named[]> {
  const counts = (column: "commands" | "failures" | "first_answers", of: Named["of"]) => sql`
    select ${of}::text as of, h.provider, e.key as name, sum(e.value::int)::int as count
    from hourly_counts h, jsonb_each_text(h.${sql.raw(column)}) e
    where ${isSince("h.hour", since)} group by h.provider, e.key`;
  return db.query<Named>(sql`
    ${counts("commands", "commands")} union all ${counts("failures", "failures")}
    union all ${counts("first_answers", "firstAnswers")} order by count desc, name`);
}

/** How many messages a provider bills, by our number and its category. */
export type Billed = { provider: Provider; number: string; category: string; count: number };

/** Everything that is billed, number by number, most of it first. */
export function billedSince(db: Db, since: Date): Promise<Billed[]> {
  return db.query<Billed>(sql`
    select h.provider, n.key as number, c.key as category, sum(c.value::int)::int as count
    from hourly_counts h, jsonb_each(h.billable) n, jsonb_each_text(n.value) c
    where ${isSince("h.hour", since)}
    group by h.provider, n.key, c.key order by number, count desc, category`);
}

/** How many billed messages of a provider's had a cause, by our number, the customer's country and the category; "" for what nobody knows. */
export type Caused = Billed & { cause: Cause; country: string };

/** Everything that was caused since, most of it first. */
export function causedSince(db: Db, since: Date): Promise<Caused[]> {
  const part = (n: number) => sql.raw(`split_part(e.key, '|', ${n})`);
  return db.query<Caused>(sql`
    select h.provider, ${part(1)} as cause, ${part(2)} as number, ${part(3)} as country, ${part(4)} as category,
      sum(e.value::int)::int as count
    from hourly_counts h, jsonb_each_text(h.caused) e
    where ${isSince("h.hour", since)}
    group by 1, 2, 3, 4, 5 order by count desc, number, cause, country, category`);
}

/** Longer than a message waits until its ticket is opened, while Zendesk is away. */
const OPENED_WITHIN_MS = 8 * 86_400_000;

/** How many tickets were opened since. The ids of the messages that open them are made of the time, and their index begins the search. */
export async function ticketsSince(db: Db, since: Date): Promise<number> {
  const from = firstIdAt(new Date(since.getTime() - OPENED_WITHIN_MS));
  const [row] = await db.query<{ count: number }>(sql`
    select count(*)::int as count from tickets
    where opened_by >= ${from}::uuid and created_at >= ${since.toISOString()}::timestamptz`);
  return row?.count ?? 0;
}

/** When a provider last carried a message, within 31 days, and what became of those of the last 24 hours. */
export type Traffic = {
  provider: Provider;
  lastInboundAt: Date | null;
  lastOutboundAt: Date | null;
  outbound: number;
  failed: number;
};

/** What each provider carried lately. */
export function recentTraffic(db: Db): Promise<Traffic[]> {
  return db.query<Traffic>(sql`
    select provider, max(last_inbound_at) as "lastInboundAt", max(last_outbound_at) as "lastOutboundAt",
      coalesce(sum(outbound) filter (where hour > now() - interval '24 hours'), 0)::int as outbound,
      coalesce(sum(failed) filter (where hour > now() - interval '24 hours'), 0)::int as failed
    from hourly_counts where hour > now() - interval '31 days' group by provider`);
}
