import { type SQL, sql } from "drizzle-orm";
import type { KeptKind } from "../domain/kept-payload.ts";
import { TASK_VERSIONS, type TaskKind } from "../domain/task-kinds.ts";
import { storable, storableJson } from "../domain/text.ts";
import type { Upstream } from "../errors.ts";
import type { Db } from "./client.ts";
import { statementOver } from "./statement-over.ts";

export type NewTask = {
  kind: TaskKind;
  lane: string | null;
  /** Unique among tasks of its kind: the same promise made twice is one task. */
  dedupeKey: string;
  upstream: Upstream | null;
  payload: Record<string, unknown>;
};

export type ClaimedTask = {
  id: string;
  kind: TaskKind;
  upstream: Upstream | "none";
  /** Failures that count, this attempt among them. */
  attempts: number;
  /** How often it was claimed: never goes back, so it tells one worker from the next. */
  claims: number;
  createdAt: Date;
  payload: Record<string, unknown>;
};

export type TaskFigures = { due: number; waiting: number; dead: number; oldestDueSeconds: number };

/** Promises a piece of work; the same promise made before changes nothing. */
export async function insertTask(db: Db, task: NewTask): Promise<void> {
  await db.query(sql`
    insert into tasks (kind, version, lane, dedupe_key, upstream, payload)
    values (${task.kind}, ${TASK_VERSIONS[task.kind]}, ${task.lane}, ${task.dedupeKey}, ${task.upstream ?? "none"},
      ${JSON.stringify(task.payload)}::jsonb)
    on conflict on constraint tasks_once do nothing`);
}

/** What nobody understands; `beside` is what stood around it and its reader would need, and tells nothing of anybody. */
export type Unknown = { kind: KeptKind; dedupeKey: string; raw: string; beside?: unknown; why: string };

/** Keeps authentic payloads that nobody understands: dead tasks with their raw bodies, to be seen and replayed. */
export async function keepUnknowns(db: Db, unknowns: Unknown[]): Promise<void> {
  await db.query(
    insertDead(
      unknowns.map(({ kind, dedupeKey, raw, beside, why }) => ({
        kind,
        dedupe_key: storable(dedupeKey),
        payload: { raw: storable(raw), ...(beside !== undefined && { beside: storableJson(beside) }) },
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
export const UPSTREAMS = sql.raw(
  (["none", "twilio", "meta", "zendesk"] satisfies (Upstream | "none")[])
    .map((name) => `('${name}')`)
    .join(", "),
);

/**
 * What a task must be to run here at all, however late it is: unfinished, understood, and first in its lane. The lane's first is looked
 * up for each candidate (by `lane, id`, so that the index serves): as a join it took minutes at 100,000 tasks.
 */
const IS_NEXT = sql.raw(`
  t.done_at is null and t.dead_at is null
  and t.version <= case t.kind ${Object.entries(TASK_VERSIONS)
    .map(([kind, version]) => `when '${kind}' then ${version}`)
    .join(" ")} end
  and (t.lane is null or t.id = (
    select first.id from tasks first
    where first.lane = t.lane and first.done_at is null and first.dead_at is null
    order by first.lane, first.id limit 1))`);

/**
 * Takes up to `limit` due tasks, oldest first, that are next and whose upstream is not paused. After a pause an upstream gets its
 * oldest task alone, until one succeeds. Each is ours until its lease ends; its attempt is counted now, so that a task that
 * kills its worker dies in the end. Upstreams take turns, so that one that hangs leaves room for the others.
 */
export async function claimTasks(
  db: Db,
  { limit, leaseSeconds }: { limit: number; leaseSeconds: number },
): Promise<ClaimedTask[]> {
  return db.query<ClaimedTask>(sql`
    with open as (
      select u.upstream, case when p.upstream is null then ${limit}::int else 1 end as at_once
      from (values ${UPSTREAMS}) as u(upstream) left join upstream_pauses p on p.upstream = u.upstream
      where p.upstream is null or p.paused_until <= now()
    ), taken as (
      select id, due_at, row_number() over (partition by upstream order by due_at, id) as turn
      from (
      select due.*, open.upstream from open, lateral (
        select t.id, t.due_at from tasks t
        where t.upstream = open.upstream and t.due_at <= now() and ${IS_NEXT}
        order by t.due_at, t.id
        limit open.at_once
        for update skip locked
      ) due) each
      order by turn, due_at limit ${limit}
    )
    update tasks t set
      attempts = attempts + 1, claims = claims + 1, due_at = now() + make_interval(secs => ${leaseSeconds})
    from taken where t.id = taken.id
    returning t.id::text, t.kind, t.upstream, t.attempts, t.claims, t.created_at as "createdAt", t.payload`);
}

export type Settlement =
  | { state: "done" }
  /** It went well, and there is more to do. */
  | { state: "again"; inSeconds: number }
  | { state: "dead"; error: string }
  | { state: "retry"; error: string; inSeconds: number }
  /** Not the task's fault, so the attempt does not count: due again when its upstream's pause ends, oldest first. */
  | { state: "waiting"; error: string }
  /** Nor here: due again after a while of its own. */
  | { state: "postponed"; error: string; inSeconds: number };

/**
 * Settles a claimed task, unless its lease ran out and another worker has it: the claim's number is the fence. A task that
 * succeeds shows that its upstream has recovered.
 */
export async function settleTask(db: Db, task: ClaimedTask, settlement: Settlement): Promise<void> {
  const { state } = settlement;
  const error = "error" in settlement ? settlement.error : null;
  const inSeconds = "inSeconds" in settlement ? settlement.inSeconds : 0;
  const went = state === "done" || state === "again" ? "well" : "badly";
  await db.query(sql`
    with recovered as (
      delete from upstream_pauses p using tasks t
      where ${went} = 'well' and t.id = ${task.id}::bigint and p.upstream = t.upstream and p.paused_until <= now()
    )
    update tasks set
      done_at = case when ${state} = 'done' then now() end,
      dead_at = case when ${state} = 'dead' then now() end,
      due_at = case when ${state} = 'waiting' then created_at else now() + make_interval(secs => ${inSeconds}) end,
      attempts = case ${state} when 'again' then 0 when 'waiting' then attempts - 1 when 'postponed' then attempts - 1 else attempts end,
      last_error = coalesce(${error}, last_error)
    where ${isOurs(task)}`);
}

/** Adds to a claimed task's payload what must survive a crash; only while the task is still ours. */
export async function rememberInTask(
  db: Db,
  task: ClaimedTask,
  memory: Record<string, unknown>,
): Promise<boolean> {
  const rows = await db.query<{ id: string }>(sql`
    update tasks set payload = payload || ${JSON.stringify(memory)}::jsonb where ${isOurs(task)} returning id::text`);
  return rows.length === 1;
}

function isOurs({ id, claims }: ClaimedTask): SQL {
  return sql`id = ${id}::bigint and claims = ${claims} and done_at is null and dead_at is null`;
}

/** Seconds until a task comes due that would run here; null when none waits. A paused upstream's are due when it ends. */
export async function nextDueInSeconds(db: Db): Promise<number | null> {
  const [row] = await db.query<{ seconds: number | null }>(sql`
    select extract(epoch from min(greatest(next.due_at, p.paused_until)) - now())::float as seconds
    from (values ${UPSTREAMS}) as u(upstream) left join upstream_pauses p on p.upstream = u.upstream, lateral (
      select t.due_at from tasks t where t.upstream = u.upstream and ${IS_NEXT} order by t.due_at, t.id limit 1
    ) next`);
  return row?.seconds ?? null;
}

/** How much work is due, how much waits for a retry or runs, how much is lost to the dead-letter office, and for how long the oldest has waited. */
export async function taskFigures(db: Db): Promise<TaskFigures> {
  const [row] = await db.query<TaskFigures>(sql`
    select
      (select count(*) from tasks where done_at is null and dead_at is null and due_at <= now())::int as due,
      (select count(*) from tasks where done_at is null and dead_at is null and due_at > now())::int as waiting,
      (select count(*) from tasks where dead_at is not null)::int as dead,
      (select coalesce(extract(epoch from now() - min(due_at)), 0) from tasks
        where done_at is null and dead_at is null and due_at <= now())::int as "oldestDueSeconds"`);
  return row ?? { due: 0, waiting: 0, dead: 0, oldestDueSeconds: 0 };
}
