import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import type { Arrived, KeptKind } from "../../domain/kept-payload.ts";
import { CALLED, type Called, type TaskKind } from "../../domain/tasks/task-kinds.ts";
import { storable, storableJson } from "../../domain/text.ts";
import { TakenOverError } from "../../errors.ts";
import { type Ask, ask, together } from "../ask.ts";
import type { Db } from "../client.ts";
import { limitTo } from "../limit-to.ts";
import { asRows } from "../listed.ts";
import { statementOver } from "../statement-over.ts";
import { type About, ONCE, promiseTasks } from "./promise-tasks.ts";

export type ClaimedTask = {
  id: string;
  kind: TaskKind;
  upstream: Called | "none";
  /** Failures that count, this attempt among them. */
  attempts: number;
  /** Leases before it that ran out one after another without a word of their worker. */
  unheard: number;
  /** How often it was claimed: never goes back, so it tells one worker from the next. */
  claims: number;
  createdAt: Date;
  /** Since when it only waits, for what is not its fault. */
  waitingSince: Date | null;
  payload: Record<string, unknown>;
};

/** Each number up to `FIGURES_AT_MOST`. */
export type TaskFigures = { due: number; waiting: number; dead: number; oldestDueSeconds: number };

/** Promises a piece of work; the same promise made before changes nothing. */
export async function insertTask<Kind extends TaskKind>(
  db: Db,
  kind: Kind,
  task: About<Kind> & { payload: object },
): Promise<void> {
  await ask(db, promising(kind, task));
}

/** The same, to be made together with others. */
export function promising<Kind extends TaskKind>(
  kind: Kind,
  task: About<Kind> & { payload: object },
): Ask<void> {
  const payload = sql`${JSON.stringify(task.payload)}::jsonb`;
  return { statement: sql`${promiseTasks(kind, { ...task, payload })} ${ONCE}`, read: () => {} };
}

/** What nobody understands, and why. Unless it says by what it is known, it is by its content. */
export type Unknown = Arrived & { kind: KeptKind; dedupeKey?: string; why: string };

/** Keeps authentic payloads that nobody understands: dead tasks with their raw bodies, to be seen and replayed. */
export async function keepUnknowns(db: Db, unknowns: Unknown[]): Promise<void> {
  await db.query(
    insertDead(
      unknowns.map(({ kind, dedupeKey, raw, beside, why }) => ({
        kind,
        dedupe_key: storable(dedupeKey ?? createHash("sha256").update(raw).digest("hex")),
        payload: { raw: storable(raw), beside: storableJson(beside) },
        last_error: storable(why),
      })),
    ),
  );
}

const insertDead = statementOver(
  { kind: "text", dedupe_key: "text", payload: "jsonb", last_error: "text" },
  (input) => `
  insert into tasks (kind, dedupe_key, payload, dead_at, last_error)
  select kind, dedupe_key, payload, now(), last_error from (${input}) i
  on conflict on constraint tasks_once do nothing`,
);

/** Whom tasks may call, "none" among them: what is due is looked up for each, so that a paused one's backlog costs nothing. */
export const WHOM_TASKS_CALL = sql.raw(asRows(["none", ...CALLED]));

/** Adds to a claimed task's payload what must survive a crash, and makes what is to be stored beside it. @throws {TakenOverError} when another worker has the task */
export async function rememberInTask(
  db: Db,
  task: ClaimedTask,
  memory: Record<string, unknown>,
  beside: Ask<unknown>[] = [],
): Promise<void> {
  const [isOurs] = await together(db, [remembering(task, memory), ...beside]);
  if (!isOurs) throw new TakenOverError("another worker has this task");
}

/** The same for whoever goes on in any case; says whether the task was still ours. */
export async function rememberIfOurs(
  db: Db,
  task: ClaimedTask,
  memory: Record<string, unknown>,
): Promise<boolean> {
  return ask(db, remembering(task, memory));
}

function remembering(task: ClaimedTask, memory: Record<string, unknown>): Ask<boolean> {
  const statement = sql`
    update tasks set payload = payload || ${JSON.stringify(memory)}::jsonb where ${isOurs(task)} returning id::text`;
  return { statement, read: (rows) => rows.length === 1 };
}

/** Whether a claimed task is still its worker's: the claim's number is the fence. */
export function isOurs({ id, claims }: ClaimedTask): SQL {
  return sql`id = ${id}::bigint and claims = ${claims} and done_at is null and dead_at is null`;
}

const UNDONE = sql.raw("t.done_at is null and t.dead_at is null");

/** That an undone task `t` is due, or not yet: "waiting" is what runs as well. */
export function isDue(state: "due" | "waiting"): SQL {
  return sql.raw(state === "due" ? "t.due_at <= now()" : "t.due_at > now()");
}

/** How many tasks are undone and due, or wait, counted up to so many; upstream by upstream, since that is what the index begins with. */
export function undoneUpTo(atMost: number, state: "due" | "waiting"): SQL {
  const limit = limitTo(atMost);
  return sql`(select count(*) from (
    select 1 from (values ${WHOM_TASKS_CALL}) as u(upstream), lateral (
      select 1 from tasks t where t.upstream = u.upstream and ${UNDONE} and ${isDue(state)}
      order by t.due_at ${limit}) each ${limit}) found)::int`;
}

/** How many tasks are dead, counted up to so many. */
export function deadUpTo(atMost: number): SQL {
  return sql`(select count(*) from (
    select 1 from tasks t where t.dead_at is not null order by t.dead_at ${limitTo(atMost)}) found)::int`;
}

/** Figures stop here: a backlog of a million is looked at as often as a small one. */
export const FIGURES_AT_MOST = 10_000;

/** How much work is due, how much waits for a retry or runs, how much is lost to the dead-letter office, and for how long the oldest has waited. */
export async function taskFigures(db: Db): Promise<TaskFigures> {
  const [row] = await db.query<TaskFigures>(sql`
    select ${undoneUpTo(FIGURES_AT_MOST, "due")} as due, ${undoneUpTo(FIGURES_AT_MOST, "waiting")} as waiting,
      ${deadUpTo(FIGURES_AT_MOST)} as dead, coalesce((
        select extract(epoch from now() - min(first.due_at)) from (values ${WHOM_TASKS_CALL}) as u(upstream), lateral (
          select t.due_at from tasks t where t.upstream = u.upstream and ${UNDONE} and ${isDue("due")}
          order by t.due_at limit 1) first), 0)::int as "oldestDueSeconds"`);
  return row ?? { due: 0, waiting: 0, dead: 0, oldestDueSeconds: 0 };
}
