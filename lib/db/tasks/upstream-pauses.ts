import { type SQL, sql } from "drizzle-orm";
import type { Upstream } from "../../domain/providers.ts";
import type { Db } from "../client.ts";

type Failed = { upstream: Upstream; reason: string; taskId: string };

/**
 * An upstream lets nobody through, be it that somebody must set it right or that it does not answer: no task calls it until the later
 * of this and any earlier pause.
 * @returns whether it was not away before
 */
export async function recordAway(
  db: Db,
  { upstream, reason, seconds }: Omit<Failed, "taskId"> & { seconds: number },
): Promise<boolean> {
  const [row] = await db.query<{ isNew: boolean }>(sql`
    insert into upstream_pauses as p (upstream, paused_until, reason, pauses, away_since)
    values (${upstream}, now() + make_interval(secs => ${seconds}), ${reason}, 1, now())
    on conflict (upstream) do update set
      reason = excluded.reason, pauses = p.pauses + 1, away_since = coalesce(p.away_since, now()),
      paused_until = greatest(p.paused_until, excluded.paused_until)
    returning p.away_since = now() as "isNew"`);
  return row?.isNew ?? false;
}

/** So many tasks without an answer, one after another, and the upstream is away. */
const FAILURES_AWAY = 3;

/** Each in a row is twice as long as the one before, up to the longest. */
type Doubling = { first: number; longest: number };

/** How long an upstream that is away is left alone. */
const PAUSE_SECONDS: Doubling = { first: 5, longest: 30 };
/** How long one rests that asked for it and did not say how long. */
const UNASKED_REST_SECONDS: Doubling = { first: 2, longest: 60 };

/** How many seconds, after so many in a row. */
const doubled = ({ first, longest }: Doubling, before: SQL): SQL =>
  sql`least(${longest}, ${first} * 2 ^ least(${before}, 8))`;

/**
 * Counts that a task had no answer from an upstream. After three tasks in a row it is away: it is left alone for a while and then tried
 * by one task at a time. A task that fails again and again counts once, since it alone may be at fault.
 */
export async function recordFailure(
  db: Db,
  { upstream, reason, taskId }: Failed,
): Promise<{ isAway: boolean; isNew: boolean }> {
  const failures = sql`p.failures + case when p.failed_task = ${taskId}::bigint then 0 else 1 end`;
  const isAway = sql`(p.away_since is not null or ${failures} >= ${FAILURES_AWAY})`;
  // Whoever was under way when the pause began adds nothing to it; a try that failed does.
  const pausesNow = sql`(${isAway} and (p.paused_until <= now() or p.probe_id = ${taskId}::bigint))`;
  const [row] = await db.query<{ isAway: boolean; isNew: boolean }>(sql`
    insert into upstream_pauses as p (upstream, paused_until, reason, failures, failed_task)
    values (${upstream}, '-infinity', ${reason}, 1, ${taskId}::bigint)
    on conflict (upstream) do update set
      reason = excluded.reason, failures = ${failures}, failed_task = excluded.failed_task,
      pauses = p.pauses + case when ${pausesNow} then 1 else 0 end,
      paused_until = case when ${pausesNow}
        then now() + make_interval(secs => ${doubled(PAUSE_SECONDS, sql`p.pauses`)})
        else p.paused_until end,
      away_since = case when ${isAway} then coalesce(p.away_since, now()) end
    returning p.away_since is not null as "isAway",
      coalesce(p.away_since = now(), false) as "isNew"`);
  return row ?? { isAway: false, isNew: false };
}

/**
 * An upstream asks for rest and gets it, until the later of this and any earlier pause. Where it asks for the sake of one task, which it had
 * asked for before while it served others, that rest is the task's alone.
 * @returns whose rest it is, and how often it was asked for for this task's sake
 */
export async function recordThrottle(
  db: Db,
  { upstream, reason, taskId, seconds }: Failed & { seconds: number | undefined },
): Promise<{ isOfTask: boolean; throttles: number }> {
  const until = (pauses: SQL) =>
    sql`now() + make_interval(secs => coalesce(${seconds ?? null}::float, ${doubled(UNASKED_REST_SECONDS, pauses)}))`;
  const [row] = await db.query<{ isOfTask: boolean; throttles: number }>(sql`
    with task as (
      update tasks set throttles = throttles + 1 where id = ${taskId}::bigint returning throttles
    ), whose as (
      select t.throttles, t.throttles > 1 and not exists (
        select 1 from upstream_pauses p where p.upstream = ${upstream} and p.pauses > 0 and p.paused_by is distinct from ${taskId}::bigint
      ) as is_of_task from task t
    ), paused as (
      insert into upstream_pauses as p (upstream, paused_until, reason, pauses, paused_by)
      select ${upstream}, ${until(sql`0`)}, ${reason}, 1, ${taskId}::bigint from whose where not is_of_task
      on conflict (upstream) do update set
        reason = excluded.reason, pauses = p.pauses + 1, paused_by = excluded.paused_by,
        paused_until = case when p.probe_id = ${taskId}::bigint then ${until(sql`p.pauses`)}
          else greatest(p.paused_until, excluded.paused_until) end
    ), next_try as (
      -- The next task may try at once.
      update upstream_pauses p set paused_until = now() from whose
      where is_of_task and p.upstream = ${upstream} and p.probe_id = ${taskId}::bigint
    )
    select is_of_task as "isOfTask", throttles from whose`);
  return row ?? { isOfTask: false, throttles: 1 };
}

/** Whether nobody gets through to it for now. */
export async function isAway(db: Db, upstream: Upstream): Promise<boolean> {
  const rows = await db.query(
    sql`select 1 from upstream_pauses where upstream = ${upstream} and away_since is not null`,
  );
  return rows.length > 0;
}

/** Whether it is left alone for now, be it that nobody gets through or that it asked for rest. */
export async function isPaused(db: Db, upstream: Upstream): Promise<boolean> {
  const rows = await db.query(
    sql`select 1 from upstream_pauses where upstream = ${upstream} and paused_until > now()`,
  );
  return rows.length > 0;
}
