import { sql } from "drizzle-orm";
import type { Actor } from "../../domain/access/actor.ts";
import { PROVIDERS, UPSTREAMS, type Upstream } from "../../domain/providers.ts";
import { auditing } from "../audit/auditing.ts";
import type { Db } from "../client.ts";
import { limitTo } from "../limit-to.ts";
import { asRows, listed } from "../listed.ts";
import { newId } from "../new-id.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";

/** A look goes back so much further than the one before it ended: clocks differ, and logs and lists lag. */
export const OVERLAP_HOURS = 2;
const FIRST_LOOK_DAYS = 7;
/** Daily, though no two days are called at the same second. */
const DAILY_HOURS = 20;

/** Where a look goes on. */
type RecoveryPlace = Record<string, string | number | boolean | null>;
type RecoveryCounts = Record<string, number>;

/** One look for what never reached us, at one upstream. */
export type Recovery = {
  id: string;
  upstream: Upstream;
  since: Date;
  until: Date;
  isDryRun: boolean;
  place: RecoveryPlace;
  counts: RecoveryCounts;
  createdAt: Date;
  finishedAt: Date | null;
  endedBecause: string | null;
};

const COLUMNS = sql`id, upstream, since, until, is_dry_run as "isDryRun", place, counts, created_at as "createdAt",
  finished_at as "finishedAt", ended_because as "endedBecause"`;

/** The kinds of task that do it, in SQL. */
const KINDS = sql.raw(listed(["recover-messages", "recover-answers"]));

type AskedFor = { upstream: Upstream; since: Date | null; isDryRun?: boolean; actor?: Actor };

/**
 * A look at an upstream is promised: since a moment; or since the last whole one ended, with an overlap, at first for seven days. What is
 * older than anything we ever heard of was never ours to hear.
 * @param asked.actor who wants it; nobody did where it is the daily one
 */
export async function beginRecovery(
  db: Db,
  { upstream, since, isDryRun = false, actor }: AskedFor,
): Promise<{ id: string } | "under-way"> {
  const [provider] = PROVIDERS.filter((name) => name === upstream);
  const task = { key: sql`id`, payload: { recoveryId: sql`id` } };
  await endAbandoned(db, upstream);
  const rows = await db.query<{ id: string }>(sql`
    with last as (
      select max((r.place->>'wholeUntil')::timestamptz) as until from recoveries r
      where r.upstream = ${upstream} and r.finished_at is not null and r.place ? 'wholeUntil'
    ), due as (
      select greatest(
        now() - make_interval(days => ${FIRST_LOOK_DAYS}),
        coalesce(last.until, (select l.created_at from contact_logs l order by l.created_at limit 1), now())
          - make_interval(hours => ${OVERLAP_HOURS})) as since
      from last
    ), begun as (
      insert into recoveries (id, upstream, since, until, is_dry_run, place)
      select ${newId()}::uuid, ${upstream}, date_trunc('second', coalesce(${since?.toISOString() ?? null}::timestamptz, due.since)),
        date_trunc('second', now()) + interval '1 second', ${isDryRun},
        -- One that begins later than it must leaves a gap behind, which the next one does not pass over.
        jsonb_build_object('isWhole', coalesce(${since?.toISOString() ?? null}::timestamptz <= due.since, true) and not ${isDryRun}::boolean)
      from due
      on conflict do nothing
      returning id, since
    )${actor ? sql`, ${auditing({ ...begunBy(actor, upstream), became: sql`jsonb_build_object('recovery', id, 'since', since, 'dryRun', ${isDryRun}::boolean)` }, sql`from begun`)}` : sql``}
    ${provider ? promiseTasks("recover-messages", { ...task, provider }) : promiseTasks("recover-answers", task)}
    from begun ${ONCE}
    returning dedupe_key as id`);
  return rows[0] ?? "under-way";
}

const begunBy = (actor: Actor, upstream: Upstream) =>
  ({ actor, action: "recovery.begin", subject: `upstream:${upstream}` }) as const;

/** At which of these upstreams no whole look was begun within the last 20 hours; one by hand, of less, is none. */
export async function notLookedAtToday(db: Db, upstreams: Upstream[]): Promise<Upstream[]> {
  const rows = await db.query<{ upstream: Upstream }>(sql`
    select u.upstream from jsonb_array_elements_text(${JSON.stringify(upstreams)}::jsonb) with ordinality as u(upstream, n)
    where not exists (
      select 1 from recoveries d where d.upstream = u.upstream and not d.is_dry_run and (d.place->>'isWhole')::boolean
        and d.created_at > now() - make_interval(hours => ${DAILY_HOURS}))
    order by u.n`);
  return rows.map(({ upstream }) => upstream);
}

/** A look whose task is gone, such as one that was discarded, keeps no other from beginning. */
async function endAbandoned(db: Db, upstream: Upstream): Promise<void> {
  await db.query(sql`
    update recoveries r set finished_at = now(), ended_because = 'Its task was given up.'
    where r.upstream = ${upstream} and r.finished_at is null and r.created_at < now() - interval '1 minute' and not exists (
      select 1 from tasks t where t.kind in (${KINDS}) and t.dedupe_key = r.id::text and t.done_at is null and t.dead_at is null)`);
}

export async function loadRecovery(db: Db, id: string): Promise<Recovery | undefined> {
  const [recovery] = await db.query<Recovery>(sql`select ${COLUMNS} from recoveries where id = ${id}::uuid`);
  return recovery;
}

/** The newest looks at every upstream, newest first; upstream by upstream, since that is what the index begins with. */
export function latestRecoveries(db: Db, limit: number): Promise<Recovery[]> {
  const newest = sql`order by created_at desc, id desc ${limitTo(limit)}`;
  return db.query<Recovery>(sql`
    select ${COLUMNS} from (
      select each.* from (values ${sql.raw(asRows(UPSTREAMS))}) as u(name), lateral (
        select * from recoveries where upstream = u.name ${newest}) each
    ) looks ${newest}`);
}

/** Looks of the last days that found what should have come by itself, or did not come to their end. */
export function recoveriesThatFound(db: Db, { days }: { days: number }): Promise<Recovery[]> {
  return db.query<Recovery>(sql`
    select ${COLUMNS} from recoveries
    where created_at > now() - make_interval(days => ${days}) and not is_dry_run
      and (ended_because is not null or exists (
        select 1 from jsonb_each_text(counts) c where c.key not in ('looked', 'unconfirmed') and c.value::bigint > 0))
    order by created_at desc limit 50`);
}

export type Advance = {
  place: RecoveryPlace;
  /** Added to what was counted. */
  counts: RecoveryCounts;
  /** The ids of messages, of which those that it recovered are counted as `messages`. */
  messageIds?: string[];
  isOver: boolean;
  endedBecause?: string | null;
};

/**
 * A look stands where this step came to, unless another worker took the same step: then nothing is counted twice.
 * @returns whether it was this one
 */
export async function advanceRecovery(
  db: Db,
  { id, place, createdAt }: Recovery,
  to: Advance,
): Promise<boolean> {
  const recovered = sql`(select count(*) from contact_logs l
    where l.twilio_message_sid in (select jsonb_array_elements_text(${JSON.stringify(to.messageIds ?? [])}::jsonb))
      and l.recovered_at >= ${createdAt.toISOString()}::timestamptz)`;
  const rows = await db.query<{ id: string }>(sql`
    update recoveries r set place = ${JSON.stringify(to.place)}::jsonb,
      counts = (
        select coalesce(jsonb_object_agg(key, n) filter (where n > 0), '{}') from (
          select key, sum(value::bigint) as n from (
            select key, value from jsonb_each_text(r.counts) union all
            select key, value from jsonb_each_text(${JSON.stringify(to.counts)}::jsonb) union all
            select 'messages', ${recovered}::text
          ) c group by key) s),
      finished_at = case when ${to.isOver}::boolean then now() end, ended_because = ${to.endedBecause ?? null}
    where r.id = ${id}::uuid and r.finished_at is null and r.place = ${JSON.stringify(place)}::jsonb
    returning r.id`);
  return rows.length > 0;
}

/** A look that nobody goes on with says why. */
export async function endRecovery(db: Db, id: string, because: string): Promise<void> {
  await db.query(sql`
    update recoveries set finished_at = now(), ended_because = ${because} where id = ${id}::uuid and finished_at is null`);
}
