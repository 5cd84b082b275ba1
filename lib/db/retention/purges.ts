import { sql } from "drizzle-orm";
import { PURGED, type Purged } from "../../domain/retention/purged.ts";
import type { Db } from "../client.ts";
import { listed } from "../listed.ts";
import { momentExactly } from "../moment-exactly.ts";
import { promiseTasks } from "../tasks/promise-tasks.ts";
import { daysAgo } from "./slices.ts";

/** Less than a day, since a daily call comes now a little earlier, now a little later. */
const NOT_WITHIN_HOURS = 20;

/** So many days without one are no accident of the clock. */
export const LATE_DAYS = 3;

/** Begun anew: a worker that was at it is fenced off. */
const ANEW = sql`
  due_at = now(), created_at = now(), claims = tasks.claims + 1, attempts = 0, unheard = 0, leased_at = null, waiting_since = null,
  done_at = null, dead_at = null, last_error = null`;

/**
 * Promises the day's purge, unless one is under way, or ended less than 20 hours ago. There is one task for ever, begun anew: whoever calls
 * at once, or again and again, promises one; who did not call for days, the next.
 */
export async function promiseDailyPurge(db: Db): Promise<void> {
  await db.query(sql`
    ${promiseTasks("purge", { key: "daily", payload: { begunAt: sql`now()` } })}
    on conflict on constraint tasks_once do update set version = excluded.version, payload = excluded.payload, ${ANEW}
    where coalesce(tasks.done_at, tasks.dead_at) < now() - make_interval(hours => ${NOT_WITHIN_HOURS})`);
}

/** Promises the purge of a deployment whose cron has not called for days; whatever webhook comes next does it. Nothing where none ever was. */
export async function promiseLatePurge(db: Db): Promise<void> {
  await db.query(sql`
    update tasks set payload = jsonb_build_object('begunAt', now()), ${ANEW}
    where kind = 'purge' and dedupe_key = 'daily' and coalesce(done_at, dead_at) < ${daysAgo(LATE_DAYS)}`);
}

/** Notes that a run has come to this, and says from where on it looks; begun again by the same run, it counts on. */
export async function beginPurge(db: Db, what: Purged, begunAt: Date): Promise<string> {
  const [row] = await db.query<{ place: string | null }>(sql`
    insert into purges as p (what, last_at) values (${what}, now())
    on conflict (what) do update set last_at = now(),
      last_count = case when p.last_at < ${begunAt.toISOString()}::timestamptz then 0 else p.last_count end
    returning ${momentExactly("p.up_to")} as place`);
  return row?.place ?? "";
}

/** Notes how far a run has come: to the age that is forgotten, or to the oldest that had to stay, at which the next begins. */
export async function endPurge(
  db: Db,
  what: Purged,
  { days, keptFrom }: { days: number; keptFrom: string | null },
): Promise<void> {
  await db.query(sql`
    update purges set up_to = coalesce(${keptFrom}::timestamptz, greatest(up_to, ${daysAgo(days)})) where what = ${what}`);
}

/** What was forgotten for its age: how far, when last, how much then, and in all. */
export type PurgeTold = {
  what: Purged;
  upTo: Date | null;
  lastAt: Date | null;
  lastCount: number;
  total: number;
};

/** What was ever looked through for what is old, in order. */
export function listPurges(db: Db): Promise<PurgeTold[]> {
  return db.query<PurgeTold>(sql`
    select what, up_to as "upTo", last_at as "lastAt", last_count::float8 as "lastCount", total::float8 as total
    from purges p join unnest(array[${sql.raw(listed(PURGED))}]) with ordinality k(known, place) on k.known = p.what order by k.place`);
}
