import { type SQL, sql } from "drizzle-orm";
import { LEASE_SECONDS } from "../../domain/tasks/leases.ts";
import type { Called } from "../../domain/tasks/task-kinds.ts";
import { type Ask, together } from "../ask.ts";
import type { Db } from "../client.ts";
import { versionOf } from "./promise-tasks.ts";
import { type ClaimedTask, WHOM_TASKS_CALL } from "./tasks.ts";

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

/** What was claimed, and which of it may be beside another task of its lane that is under way. */
export type Claimed = { tasks: ClaimedTask[]; mayClash: Set<string> };

/**
 * Takes due tasks, for each upstream the oldest for which there is a slot, that are next and whose upstream is not paused. After a pause
 * an upstream gets one task at a time, each time another one, until one succeeds (docs/adr/0016). Each is ours until its lease ends.
 * To be made together, and read by `claimedBy`: what was promised in the same transaction nobody else sees, and what others claim at
 * this moment we do not see. So a claim holds its lanes' locks shared, and who takes what he promised himself holds them alone; only then
 * is it asked who is alone (docs/adr/0034).
 */
export function claiming({ free, leaseSeconds }: { free: FreeSlots; leaseSeconds: number }) {
  const slots = Object.entries(free).map(([upstream, places]) => sql`(${upstream}, ${places}::int)`);
  const lease = sql`make_interval(secs => ${leaseSeconds})`;
  const claimed: Ask<(ClaimedTask & Locked)[]> = {
    statement: sql`
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
    returning ${CLAIMED}, pg_try_advisory_xact_lock_shared(${LANE_LOCK}) as "isLocked"`,
    read: (rows) => rows,
  };
  const beside: Ask<{ id: string }[]> = {
    statement: claimedNow(leaseSeconds, sql`t.id::text`, sql`not ${IS_ALONE}`),
    read: (rows) => rows,
  };
  return [claimed, beside] as const;
}

/** What a task's settlement took along, and its worker never heard of, is due again. */
export function givingBack({ id, claims }: ClaimedTask, leaseSeconds: number): Ask<void> {
  const taken = sql`(select done_at from tasks where id = ${id}::bigint and claims = ${claims})`;
  const lease = sql`make_interval(secs => ${leaseSeconds})`;
  const statement = sql`
    update tasks t set leased_at = null, due_at = now()
    where t.upstream in (select u.upstream from (values ${WHOM_TASKS_CALL}) as u(upstream))
      and t.due_at = ${taken} + ${lease} and t.leased_at = ${taken} and t.done_at is null and t.dead_at is null`;
  return { statement, read: () => {} };
}

/** Before a claim in a transaction that has promised tasks itself: their lanes are locked, or may clash. */
export const LOCKS_PROMISED: Ask<Locked[]> = {
  statement: dueAt(
    sql`now()`,
    sql`t.id::text, pg_try_advisory_xact_lock(${LANE_LOCK}) as "isLocked"`,
    sql`t.created_at = now()`,
  ),
  read: (rows: Locked[]) => rows,
};

type Locked = { id: string; isLocked: boolean | null };

/** What the answers to a claim come to, and to `LOCKS_PROMISED` where it was asked. */
export function claimedBy(
  claimed: (ClaimedTask & Locked)[],
  beside: { id: string }[],
  promised: Locked[] = [],
): Claimed {
  const unlocked = [...promised, ...claimed].filter(({ isLocked }) => isLocked === false);
  return {
    tasks: claimed.map(({ isLocked: _, ...task }) => task),
    mayClash: new Set([...unlocked, ...beside].map(({ id }) => id)),
  };
}

/** Its attempt is counted by whoever settles it, or renews its lease: a claim whose answer was lost uses up none. */
const CLAIMED = sql.raw(
  `t.id::text, t.kind, t.upstream, t.attempts + 1 as attempts, t.claims, t.unheard, t.created_at as "createdAt",
  t.waiting_since as "waitingSince", t.payload`,
);

/** Of what was claimed, what may begin. */
export async function beginClaimed(db: Db, { tasks, mayClash }: Claimed): Promise<ClaimedTask[]> {
  if (mayClash.size === 0) return tasks;
  const alone = tasks.filter(({ id }) => !mayClash.has(id));
  const others = tasks.filter(({ id }) => mayClash.has(id));
  return [...alone, ...(await lookAgain(db, others))];
}

/** Takes what is due, and begins it: `claiming` and `beginClaimed`, for those who do nothing else. */
export async function takeTasks(
  db: Db,
  asked: { free: FreeSlots; leaseSeconds: number },
): Promise<ClaimedTask[]> {
  return beginClaimed(db, claimedBy(...(await together(db, claiming(asked)))));
}

/** Two that clashed are given back for a moment, no longer than this. */
export const GIVEN_BACK_SECONDS = 3;

/**
 * Those tasks, with their leases from now on, whose lanes have no other under way. A lane that passed one may have two claimed at once, and
 * so may one to which an earlier task came late, being committed, or revived, after a later one was claimed. The others are given back for
 * a moment: of two claims the later sees the earlier, and of one claim the first goes first, so that never both begin.
 */
async function lookAgain(db: Db, tasks: ClaimedTask[]): Promise<ClaimedTask[]> {
  const mine = claimsOf(tasks);
  const overtaken = sql`
    -- A claim that is under way is waited for; one that still sees a later task as the first finds it behind.
    with held as (
      select t.id, t.lane from tasks t join (${mine}) m on m.id = t.id
      where ${isClaimedBy("m")} and t.passed_at is null order by t.id for update of t
    )
    update tasks o set behind = true from held
    where o.lane = held.lane and o.id > held.id and not o.behind and o.passed_at is null and o.done_at is null and o.dead_at is null
      and (o.leased_at is null or o.due_at <= now())`;
  const locked = sql`
    -- Whoever claims what he has just promised holds it alone, until all can see it. Rows first, as whoever ends a task.
    select pg_advisory_xact_lock_shared(7425, l.number)
    from (select distinct tickline_lane_lock(t.lane) as number from tasks t join (${mine}) m on m.id = t.id order by 1) l`;
  const begun = sql`
    with mine as (${mine}), clash as (
      select t.id from tasks t join mine m on m.id = t.id
      where t.passed_at is null and t.id <> tickline_first_of_lane(t.lane) or exists (
        select 1 from tasks o where o.lane = t.lane and o.id <> t.id and o.done_at is null and o.dead_at is null
          and o.leased_at is not null and o.due_at > now() and (o.id < t.id or o.id not in (select id from mine)))
    ), back as (
      update tasks t set leased_at = null, due_at = now() + make_interval(secs => 1 + random() * ${GIVEN_BACK_SECONDS - 1})
      from mine m where t.id = m.id and ${isClaimedBy("m")} and t.id in (select id from clash)
    )
    update tasks t set due_at = now() + make_interval(secs => ${LEASE_SECONDS})
    from mine m where t.id = m.id and ${isClaimedBy("m")} and t.id not in (select id from clash)
    returning ${CLAIMED}`;
  const read = (rows: ClaimedTask[]) => rows;
  const [, , tasksBegun] = await together(
    db,
    [overtaken, locked, begun].map((statement) => ({ statement, read })),
  );
  return tasksBegun ?? [];
}

/** The leases of running tasks begin anew, those of which are still ours, and their attempts count. */
export async function renewLeases(db: Db, tasks: ClaimedTask[], leaseSeconds: number): Promise<void> {
  await db.query(sql`
    update tasks t set due_at = now() + make_interval(secs => ${leaseSeconds}), attempts = m.attempts, unheard = 0
    from (${claimsOf(tasks)}) m where t.id = m.id and t.leased_at is not null and ${isClaimedBy("m")}`);
}

const claimsOf = (tasks: ClaimedTask[]): SQL =>
  sql`select id, claims, attempts from jsonb_to_recordset(${JSON.stringify(tasks.map(({ id, claims, attempts }) => ({ id, claims, attempts })))}::jsonb) as c(id bigint, claims int, attempts int)`;

const isClaimedBy = (mine: string) =>
  sql.raw(`t.claims = ${mine}.claims and t.done_at is null and t.dead_at is null`);

/** Seconds until a task comes due that would run here; null when none waits. A paused upstream's are due when it ends. */
export const NEXT_DUE: Ask<number | null> = {
  statement: sql`
    select extract(epoch from min(greatest(next.due_at, p.paused_until)) - now())::float as seconds
    from (values ${WHOM_TASKS_CALL}) as u(upstream) left join upstream_pauses p on p.upstream = u.upstream, lateral (
      select t.due_at from tasks t where t.upstream = u.upstream and ${IS_NEXT} order by t.due_at, t.id limit 1
    ) next`,
  read: ([row]: { seconds: number | null }[]) => row?.seconds ?? null,
};
