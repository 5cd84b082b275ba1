import { sql } from "drizzle-orm";
import type { Place } from "../../domain/cursor.ts";
import type { Db } from "../client.ts";
import { limitTo } from "../limit-to.ts";
import { momentExactly } from "../moment-exactly.ts";
import { deadUpTo, isDue, undoneUpTo, WHOM_TASKS_CALL } from "./tasks.ts";

export const TASK_STATES = ["due", "waiting", "dead"] as const;
/** "waiting" is what runs as well: both are due later. */
export type TaskState = (typeof TASK_STATES)[number];

/** A task as it stands in a list; `at` is what its list is ordered by. */
export type ListedTask = Place & {
  kind: string;
  lane: string | null;
  upstream: string;
  /** Until then its upstream is left alone; null when it is not. */
  pausedUntil: Date | null;
  /** Another task of its lane comes first. */
  isBehind: boolean;
  /** Its lane goes on without it. */
  isPassed: boolean;
  /** Somebody has it now. */
  isRunning: boolean;
  attempts: number;
  dueAt: Date;
  deadAt: Date | null;
  lastError: string | null;
  createdAt: Date;
};

export type TaskInFull = ListedTask & {
  version: number;
  claims: number;
  doneAt: Date | null;
  payload: Record<string, unknown>;
};

const UNDONE = sql.raw("t.done_at is null and t.dead_at is null");

const LISTED = sql`t.id::text, t.kind, t.lane, t.upstream, case when p.paused_until > now() then p.paused_until end as "pausedUntil",
  t.lane is not null and t.passed_at is null and ${UNDONE} and t.id <> (
    select first.id from tasks first
    where first.lane = t.lane and first.done_at is null and first.dead_at is null and first.passed_at is null
    order by first.lane, first.id limit 1) as "isBehind",
  t.passed_at is not null and ${UNDONE} as "isPassed",
  ${UNDONE} and t.leased_at is not null and t.due_at > now() as "isRunning",
  t.attempts, t.due_at as "dueAt", t.dead_at as "deadAt", t.last_error as "lastError", t.created_at as "createdAt"`;

const PAUSE = sql.raw("left join upstream_pauses p on p.upstream = t.upstream");

/** Tasks of a state, those due first at the top, and of the dead the latest: the first of them, or those that come after a place. */
export function tasksAfter(
  db: Db,
  { state, after, limit }: { state: TaskState; after: Place | null; limit: number },
): Promise<ListedTask[]> {
  if (state === "dead") {
    return db.query<ListedTask>(sql`
      select ${momentExactly("t.dead_at")} as at, ${LISTED} from tasks t ${PAUSE}
      where t.dead_at is not null
        ${after ? sql`and (t.dead_at, t.id) < (${after.at}::timestamptz, ${after.id}::bigint)` : sql``}
      order by t.dead_at desc, t.id desc ${limitTo(limit)}`);
  }
  // Upstream by upstream, since that is what the index begins with.
  return db.query<ListedTask>(sql`
    select ${momentExactly("t.due_at")} as at, ${LISTED} from (
      select each.* from (values ${WHOM_TASKS_CALL}) as u(upstream), lateral (
        select t.* from tasks t where t.upstream = u.upstream and ${UNDONE} and ${isDue(state)}
          ${after ? sql`and (t.due_at, t.id) > (${after.at}::timestamptz, ${after.id}::bigint)` : sql``}
        order by t.due_at, t.id ${limitTo(limit)}) each
      order by each.due_at, each.id ${limitTo(limit)}) t ${PAUSE}
    order by t.due_at, t.id`);
}

/** Counting stops here: nobody needs to know whether 20,000 are dead or 30,000. */
export const COUNTED_AT_MOST = 1_000;

type Counts = Record<TaskState, number> & { latestDeath: string | null };

/** How many tasks are in each state, and when the latest of the dead died: what is dead by then was dead when the counts were made. */
export async function countTasks(db: Db): Promise<Counts> {
  const [counts] = await db.query<Counts>(sql`
    select ${undoneUpTo(COUNTED_AT_MOST + 1, "due")} as due, ${undoneUpTo(COUNTED_AT_MOST + 1, "waiting")} as waiting,
      ${deadUpTo(COUNTED_AT_MOST + 1)} as dead,
      (select ${momentExactly("max(t.dead_at)")} from tasks t where t.dead_at is not null) as "latestDeath"`);
  if (!counts) throw new Error("counting gave no row");
  return counts;
}

/** One task with everything in it; undefined when there is none. */
export async function findTask(db: Db, id: string): Promise<TaskInFull | undefined> {
  const [task] = await db.query<TaskInFull>(sql`
    select ${momentExactly("coalesce(t.dead_at, t.due_at)")} as at, ${LISTED}, t.version, t.claims, t.done_at as "doneAt",
      t.payload - '{knownAs,usernames}'::text[] as payload
    from tasks t ${PAUSE} where t.id = ${id}::bigint`);
  return task;
}
