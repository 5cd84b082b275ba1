import { sql } from "drizzle-orm";
import { LEASE_SECONDS } from "../../domain/tasks/leases.ts";
import { together } from "../ask.ts";
import type { Db } from "../client.ts";
import { CLAIMED } from "./claims.ts";
import { claimsOf, isClaimedBy } from "./leases.ts";
import type { ClaimedTask } from "./tasks.ts";

/** Two that clashed are given back for a moment, no longer than this. */
export const GIVEN_BACK_SECONDS = 3;

/**
 * Those tasks, with their leases from now on, whose lanes have no other under way. The others are given back for a moment. Their claims are
 * committed, so of two that clash the later to look sees the earlier's lease, and of two in one claim the first goes first: never both begin.
 * Two waits come before it, each a statement of its own, so that what was waited for is seen by the next.
 */
export async function lookAgain(db: Db, tasks: ClaimedTask[]): Promise<ClaimedTask[]> {
  if (tasks.length === 0) return [];
  const mine = claimsOf(tasks);
  // What came late, with a smaller number, may have been overtaken: a claim of a later task that is under way has its row, and does not
  // see ours. One that takes the row after that does.
  const waitForOvertaking = sql`
    with held as (
      select t.id, t.lane from tasks t join (${mine}) m on m.id = t.id
      where ${isClaimedBy("m")} and t.passed_at is null order by t.id for update of t
    )
    select 1 from tasks o join held on o.lane = held.lane and o.id > held.id
    where not o.behind and o.passed_at is null and o.done_at is null and o.dead_at is null
      and (o.leased_at is null or o.due_at <= now())
    order by o.id for update of o`;
  // Who took what nobody sees yet has the lane's lock alone until its commit. Rows first, then locks, as whoever ends a task.
  const waitForUnseen = sql`
    select pg_advisory_xact_lock_shared(7425, l.number)
    from (select distinct tickline_lane_lock(t.lane) as number from tasks t join (${mine}) m on m.id = t.id order by 1) l`;
  const beginOrGiveBack = sql`
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
  const [, , begun] = await together(db, [
    { statement: waitForOvertaking, read },
    { statement: waitForUnseen, read },
    { statement: beginOrGiveBack, read },
  ]);
  return begun;
}
