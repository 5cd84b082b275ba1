import { type SQL, sql } from "drizzle-orm";
import type { Called } from "../../domain/tasks/task-kinds.ts";
import type { Ask } from "../ask.ts";
import { versionOf } from "./promise-tasks.ts";
import { type ClaimedTask, WHOM_TASKS_CALL } from "./tasks.ts";

/*
 * Two tasks of a lane never run side by side. A claim begins its tasks itself, and in its transaction sees neither what others promise and
 * claim at this moment, nor they what it does. So it is three statements, together (docs/adr/0034):
 *
 * 1. `LOCKING_PROMISED`. What this transaction has promised is invisible to others: it takes the locks of those lanes alone, if they are free.
 * 2. `taking`, the claim. It takes the locks of its tasks' lanes shared, if they are free.
 * 3. `findingBeside`: which of its tasks are not alone in their lanes, as far as others are committed by now.
 *
 * Whoever did not get a lock, or is not alone, takes the second look after the commit (second-look.ts). So of two claims in one lane
 * - where 3 of ours sees the other's task, we do: it waits for the other's commit, and then sees a lease or not;
 * - where it does not, the other's task was committed after it, or is not yet. If ours was visible to the other, its 3 sees it and it takes
 *   the second look. If ours was not, we promised it and have the lock alone until our commit: the other did not get it, and does as well.
 *   If we did not get the lock, nothing kept the other away, and we do.
 */

/**
 * What a task must be to run here at all, however late it is: unfinished, understood, and first in its lane or passed by it. Triggers keep
 * those behind another out of the index of what is ready (docs/adr/0014), all but a few; the last word has the lane itself, whose
 * first is looked up for each candidate.
 */
const IS_NEXT = sql.raw(`
  t.done_at is null and t.dead_at is null and not t.behind
  and t.version <= ${versionOf("t.kind")}
  and (t.lane is null or t.passed_at is not null or t.id = tickline_first_of_lane(t.lane))`);

/** How many more tasks of each upstream may run here. */
export type FreeSlots = Record<Called | "none", number>;

/** Whoever tries a paused upstream has it alone for so long, or until the try has ended. */
const PROBE_SECONDS = 15;

/** Whom a lane's lock is asked for here: never waited for (migration 0007). */
const LANE_LOCK = sql.raw("7425, tickline_lane_lock(t.lane)");

/** Said so that PostgreSQL does not read all of the lanes' index for it, which is the cheapest while nothing is due. */
const HAS_LANE = sql`coalesce(t.lane, '') <> ''`;

/** Unfinished tasks in lanes that are due then, found by the index of what is ready. */
const dueAt = (moment: SQL, columns: SQL, also: SQL) => sql`
  select due.* from (values ${WHOM_TASKS_CALL}) as u(upstream), lateral (
    select ${columns} from tasks t
    where t.upstream = u.upstream and t.due_at = ${moment} and ${also} and ${HAS_LANE}
      and t.done_at is null and t.dead_at is null and not t.behind
    order by t.due_at, t.id limit 1000) due`;

/** What this very transaction has claimed, of those in lanes. */
export const claimedNow = (leaseSeconds: number, columns: SQL, also = sql`true`): SQL =>
  dueAt(sql`now() + make_interval(secs => ${leaseSeconds})`, columns, sql`t.leased_at = now() and ${also}`);

/** How many of a lane are looked at before its first begins: among more, a second look looks for those that are beside it. */
const LOOKED_AT = 8;

/** Whether each of a lane's tasks but this one waits behind it, as far as this transaction sees. */
const IS_ALONE = sql.raw(`(t.passed_at is null and (
    select count(*) <= ${LOOKED_AT} and bool_and(o.behind or o.id = t.id) from (
      select o.id, o.behind from tasks o where o.lane = t.lane and o.done_at is null and o.dead_at is null
      order by o.lane, o.id limit ${LOOKED_AT + 1}) o))`);

/** What was claimed: what may begin, and what may be beside another task of its lane that is under way. */
export type Claimed = { alone: ClaimedTask[]; others: ClaimedTask[] };

type Locked = { id: string; isLocked: boolean | null };
type Asked = { free: FreeSlots; leaseSeconds: number };

/** A claim: to be made together, after what is promised in the same transaction, and read by `claimedBy`. */
export const claiming = (asked: Asked) =>
  [LOCKING_PROMISED, taking(asked), findingBeside(asked.leaseSeconds)] as const;

/** What the answers to a claim come to. */
export function claimedBy(
  promised: Locked[],
  taken: (ClaimedTask & Locked)[],
  beside: { id: string }[],
): Claimed {
  const unlocked = [...promised, ...taken].filter(({ isLocked }) => isLocked === false);
  const mayClash = new Set([...unlocked, ...beside].map(({ id }) => id));
  const tasks = taken.map(({ isLocked: _, ...task }) => task);
  return {
    alone: tasks.filter(({ id }) => !mayClash.has(id)),
    others: tasks.filter(({ id }) => mayClash.has(id)),
  };
}

const LOCKING_PROMISED: Ask<Locked[]> = {
  statement: dueAt(
    sql`now()`,
    sql`t.id::text, pg_try_advisory_xact_lock(${LANE_LOCK}) as "isLocked"`,
    sql`t.created_at = now()`,
  ),
  read: (rows: Locked[]) => rows,
};

/** Its attempt is counted by whoever settles it, or renews its lease: a claim whose answer was lost uses up none. */
export const CLAIMED = sql.raw(
  `t.id::text, t.kind, t.upstream, t.attempts + 1 as attempts, t.claims, t.unheard, t.created_at as "createdAt",
  t.waiting_since as "waitingSince", t.payload`,
);

/**
 * Takes due tasks, for each upstream the oldest for which there is a slot, that are next and whose upstream is not paused. After a pause
 * an upstream gets one task at a time, each time another one, until one succeeds (docs/adr/0016). Each is ours until its lease ends.
 */
function taking({ free, leaseSeconds }: Asked): Ask<(ClaimedTask & Locked)[]> {
  const slots = Object.entries(free).map(([upstream, places]) => sql`(${upstream}, ${places}::int)`);
  const lease = sql`make_interval(secs => ${leaseSeconds})`;
  const statement = sql`
    with trying as (
      select * from upstream_pauses where pauses > 0 and paused_until <= now() for update skip locked
    ), open as (
      select u.upstream, u.free, t.upstream is not null as is_tried, t.probe_due_at, t.probe_id
      from (values ${sql.join(slots, sql`, `)}) as u(upstream, free)
      left join upstream_pauses p on p.upstream = u.upstream and p.pauses > 0
      left join trying t on t.upstream = u.upstream
      where u.free > 0 and (p.upstream is null or t.upstream is not null)
    ), probe as (
      select p.upstream, coalesce(later.id, first.id) as id, coalesce(later.due_at, first.due_at) as due_at
      from open p
      left join lateral (
        select t.id, t.due_at from tasks t
        where t.upstream = p.upstream and t.due_at <= now() and (t.due_at, t.id) > (p.probe_due_at, p.probe_id) and ${IS_NEXT}
        order by t.due_at, t.id limit 1 for update skip locked) later on true
      left join lateral (
        select t.id, t.due_at from tasks t
        where later.id is null and t.upstream = p.upstream and t.due_at <= now() and ${IS_NEXT}
        order by t.due_at, t.id limit 1 for update skip locked) first on true
      where p.is_tried
    ), noted as (
      update upstream_pauses p set paused_until = now() + make_interval(secs => ${PROBE_SECONDS}), probe_id = t.id, probe_due_at = t.due_at
      from probe t where p.upstream = t.upstream and t.id is not null
    ), taken as (
      select due.id from open, lateral (
        select t.id from tasks t
        where not open.is_tried and t.upstream = open.upstream and t.due_at <= now() and ${IS_NEXT}
        order by t.due_at, t.id limit open.free for update skip locked) due
      union all
      select id from probe where id is not null
    )
    update tasks t set claims = claims + 1, unheard = unheard + (leased_at is not null)::int, leased_at = now(), due_at = now() + ${lease}
    where t.id = any(array(select id from taken))
    returning ${CLAIMED}, pg_try_advisory_xact_lock_shared(${LANE_LOCK}) as "isLocked"`;
  return { statement, read: (rows) => rows };
}

const findingBeside = (leaseSeconds: number): Ask<{ id: string }[]> => ({
  statement: claimedNow(leaseSeconds, sql`t.id::text`, sql`not ${IS_ALONE}`),
  read: (rows) => rows,
});

/** Seconds until a task comes due that would run here; null when none waits. A paused upstream's are due when it ends. */
export const NEXT_DUE: Ask<number | null> = {
  statement: sql`
    select extract(epoch from min(greatest(next.due_at, p.paused_until)) - now())::float as seconds
    from (values ${WHOM_TASKS_CALL}) as u(upstream) left join upstream_pauses p on p.upstream = u.upstream, lateral (
      select t.due_at from tasks t where t.upstream = u.upstream and ${IS_NEXT} order by t.due_at, t.id limit 1
    ) next`,
  read: ([row]: { seconds: number | null }[]) => row?.seconds ?? null,
};
