import { type SQL, sql } from "drizzle-orm";
import type { Upstream } from "../../domain/providers.ts";
import type { Called } from "../../domain/tasks/task-kinds.ts";
import type { Db } from "../client.ts";
import { versionOf } from "./promise-tasks.ts";
import { type ClaimedTask, isOurs, WHOM_TASKS_CALL } from "./tasks.ts";

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

/**
 * Takes due tasks, for each upstream the oldest for which there is a slot, that are next and whose upstream is not paused. After a pause
 * an upstream gets one task at a time, each time another one, until one succeeds (docs/adr/0016). Each is ours until its lease ends;
 * whoever begins it counts an attempt (`beginTasks`).
 */
export async function claimTasks(
  db: Db,
  { free, leaseSeconds }: { free: FreeSlots; leaseSeconds: number },
): Promise<ClaimedTask[]> {
  const slots = Object.entries(free).map(([upstream, places]) => sql`(${upstream}, ${places}::int)`);
  return db.query<ClaimedTask>(sql`
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
    update tasks t set claims = claims + 1, leased_at = now(), due_at = now() + make_interval(secs => ${leaseSeconds})
    where t.id = any(array(select id from taken))
    returning ${CLAIMED}`);
}

const CLAIMED = sql.raw(
  `t.id::text, t.kind, t.upstream, t.attempts, t.claims, t.created_at as "createdAt",
  t.waiting_since as "waitingSince", t.payload`,
);

/**
 * Counts an attempt of each claimed task that its worker is about to begin, and returns these, with their leases from now on. One
 * whose lane has another under way, because the lane had passed one and both were claimed, is given back for a moment: of
 * two claims the later sees the earlier, and of one claim the first goes first, so that never both begin.
 */
export async function beginTasks(db: Db, tasks: ClaimedTask[], leaseSeconds: number): Promise<ClaimedTask[]> {
  return db.query<ClaimedTask>(sql`
    with mine as (${claimsOf(tasks)}), clash as (
      select t.id from tasks t join mine m on m.id = t.id where exists (
        select 1 from tasks o where o.lane = t.lane and o.id <> t.id and o.done_at is null and o.dead_at is null
          and o.leased_at is not null and o.due_at > now() and (o.id < t.id or o.id not in (select id from mine)))
    ), back as (
      update tasks t set leased_at = null, due_at = now() + make_interval(secs => 1 + random() * 2)
      from mine m where t.id = m.id and ${isClaimedBy("m")} and t.id in (select id from clash)
    )
    update tasks t set attempts = attempts + 1, due_at = now() + make_interval(secs => ${leaseSeconds})
    from mine m where t.id = m.id and ${isClaimedBy("m")} and t.id not in (select id from clash)
    returning ${CLAIMED}`);
}

/** The leases of running tasks begin anew, those of which are still ours. */
export async function renewLeases(db: Db, tasks: ClaimedTask[], leaseSeconds: number): Promise<void> {
  await db.query(sql`
    update tasks t set due_at = now() + make_interval(secs => ${leaseSeconds})
    from (${claimsOf(tasks)}) m where t.id = m.id and t.leased_at is not null and ${isClaimedBy("m")}`);
}

const claimsOf = (tasks: ClaimedTask[]): SQL =>
  sql`select id, claims from jsonb_to_recordset(${JSON.stringify(tasks.map(({ id, claims }) => ({ id, claims })))}::jsonb) as c(id bigint, claims int)`;

const isClaimedBy = (mine: string) =>
  sql.raw(`t.claims = ${mine}.claims and t.done_at is null and t.dead_at is null`);

export type Settlement =
  | { state: "done" }
  /** It went well, and there is more to do. */
  | { state: "again"; inSeconds: number }
  | { state: "dead"; error: string }
  /** With `passes`, its lane goes on without it. */
  | { state: "retry"; error: string; inSeconds: number; passes?: boolean }
  /** Not the task's fault, so the attempt does not count: due again when its upstream's pause ends, oldest first. */
  | { state: "waiting"; error: string; passes?: boolean }
  /** Nor here: due again after a while of its own. */
  | { state: "postponed"; error: string; inSeconds: number; passes?: boolean };

/** What waits behind it is a further piece of the same answer, which would arrive before it. */
const BREAKS_AN_ANSWER = sql`exists (
  select 1 from tasks later
  join contact_logs piece on piece.id = (later.payload->>'logId')::uuid
  join contact_logs mine on mine.id = (tasks.payload->>'logId')::uuid and mine.zendesk_comment_id = piece.zendesk_comment_id
  where tasks.kind = 'deliver-message' and later.kind = 'deliver-message' and later.lane = tasks.lane and later.id > tasks.id
    and later.done_at is null and later.dead_at is null)`;

/**
 * Settles a claimed task, unless its lease ran out and another worker has it: the claim's number is the fence. When it is over, or went
 * well so far, the upstreams that answered it have recovered.
 */
export async function settleTask(
  db: Db,
  task: ClaimedTask,
  settlement: Settlement,
  answered: Upstream[] = [],
): Promise<void> {
  const { state } = settlement;
  const error = "error" in settlement ? settlement.error : null;
  const inSeconds = "inSeconds" in settlement ? settlement.inSeconds : 0;
  const passes = "passes" in settlement && settlement.passes === true;
  const uncounted = Math.max(task.attempts - 1, 0);
  const recovered = JSON.stringify(["done", "again", "dead"].includes(state) ? answered : []);
  await db.query(sql`
    with recovered as (
      delete from upstream_pauses p
      where p.upstream in (select jsonb_array_elements_text(${recovered}::jsonb))
        and (p.pauses = 0 or p.paused_until <= now() or p.probe_id = ${task.id}::bigint)
    ), next_try as (
      -- It tried a paused upstream and found nothing out: the next may try at once.
      update upstream_pauses p set paused_until = now()
      where ${state} <> 'waiting' and p.probe_id = ${task.id}::bigint and p.paused_until > now()
        and p.upstream not in (select jsonb_array_elements_text(${recovered}::jsonb))
    )
    update tasks set
      done_at = case when ${state} = 'done' then now() end,
      dead_at = case when ${state} = 'dead' then now() end,
      passed_at = case when ${passes} and not ${BREAKS_AN_ANSWER} then coalesce(passed_at, now()) else passed_at end,
      leased_at = null,
      waiting_since = case when ${state} in ('waiting', 'postponed') then coalesce(waiting_since, now()) end,
      due_at = case when ${state} = 'waiting' then created_at else now() + make_interval(secs => ${inSeconds}) end,
      -- Said twice, it must come to the same.
      attempts = case ${state} when 'again' then 0 when 'waiting' then ${uncounted}::int when 'postponed' then ${uncounted}::int else attempts end,
      last_error = coalesce(${error}, last_error)
    where ${isOurs(task)}`);
}

/** Seconds until a task comes due that would run here; null when none waits. A paused upstream's are due when it ends. */
export async function nextDueInSeconds(db: Db): Promise<number | null> {
  const [row] = await db.query<{ seconds: number | null }>(sql`
    select extract(epoch from min(greatest(next.due_at, p.paused_until)) - now())::float as seconds
    from (values ${WHOM_TASKS_CALL}) as u(upstream) left join upstream_pauses p on p.upstream = u.upstream, lateral (
      select t.due_at from tasks t where t.upstream = u.upstream and ${IS_NEXT} order by t.due_at, t.id limit 1
    ) next`);
  return row?.seconds ?? null;
}
