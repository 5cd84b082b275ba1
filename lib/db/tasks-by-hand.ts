import { type SQL, sql } from "drizzle-orm";
import type { KeptKind } from "../domain/kept-payload.ts";
import { LEASE_SECONDS } from "../domain/retry-policy.ts";
import { TASK_VERSIONS, type TaskKind } from "../domain/task-kinds.ts";
import type { Db } from "./client.ts";
import { momentExactly } from "./moment-exactly.ts";

/** A death of a task, by its moment to the microsecond: pressing a button twice concerns one death, not the next as well. */
export type Death = { id: string; at: string };

const isThis = ({ id, at }: Death): SQL =>
  sql`t.id = ${id}::bigint and t.dead_at is not null and ${momentExactly("t.dead_at")} = ${at}`;

const KINDS = sql.raw(
  `t.kind in (${Object.keys(TASK_VERSIONS)
    .map((kind) => `'${kind}'`)
    .join(", ")})`,
);

/**
 * Due now, with all its attempts before it. It is older than what follows in its lane, which may be running: then it is due when that
 * one's lease ends, so that the lane goes on doing one thing at a time.
 */
const REVIVED = sql`dead_at = null, attempts = 0, due_at = coalesce((
  select case when next.attempts > 0 and next.due_at between now() and now() + make_interval(secs => ${LEASE_SECONDS})
    then next.due_at end
  from tasks next where next.lane = t.lane and next.done_at is null and next.dead_at is null
  order by next.lane, next.id limit 1), now())`;

/** A dead task that somebody here can do is tried again, once a death. */
export async function retryTask(db: Db, death: Death): Promise<"retried" | "not-dead"> {
  const rows = await db.query(
    sql`update tasks t set ${REVIVED} where ${isThis(death)} and ${KINDS} returning t.id`,
  );
  return rows.length > 0 ? "retried" : "not-dead";
}

/** Tries up to `limit` tasks of a kind again that were dead at a moment. Returns how many. */
export async function retryTasks(
  db: Db,
  { kind, deadBy, limit }: { kind: TaskKind; deadBy: string; limit: number },
): Promise<number> {
  const rows = await db.query(sql`
    update tasks t set ${REVIVED} where t.id in (
      select t.id from tasks t where t.kind = ${kind} and t.dead_at is not null and t.dead_at <= ${deadBy}::timestamptz
      order by t.dead_at limit ${limit} for update skip locked)
      and t.dead_at is not null
    returning t.id`);
  return rows.length;
}

/** A dead task is put aside for good; its row and its key stay, so that nobody promises the same again. What was kept raw goes. */
export async function discardTask(db: Db, death: Death): Promise<"discarded" | "not-dead"> {
  const rows = await db.query(sql`
    update tasks t set dead_at = null, done_at = now(), payload = payload - 'raw' - 'beside',
      last_error = concat_ws(' ', 'Discarded by hand.', 'It had died of: ' || t.last_error)
    where ${isThis(death)} returning t.id`);
  return rows.length > 0 ? "discarded" : "not-dead";
}

export type Kept = Death & { raw: string; why: string; keptAt: Date };

/** Payloads of a kind that nobody understood and that were dead at a moment, those of the oldest deaths first. */
export function oldestKept(
  db: Db,
  { kind, deadBy, limit }: { kind: KeptKind; deadBy: string; limit: number },
): Promise<Kept[]> {
  return db.query<Kept>(sql`
    select t.id::text, ${momentExactly("t.dead_at")} as at, coalesce(t.payload->>'raw', '') as raw, coalesce(t.last_error, '') as why,
      t.created_at as "keptAt"
    from tasks t where t.kind = ${kind} and t.dead_at is not null and t.dead_at <= ${deadBy}::timestamptz
    order by t.dead_at, t.id limit ${limit}`);
}

/** A kept payload was understood at last: nothing is left to do about it, and nothing of it stays here. */
export async function endKept(db: Db, death: Death): Promise<void> {
  await db.query(
    sql`update tasks t set dead_at = null, done_at = now(), payload = payload - 'raw' - 'beside' where ${isThis(death)}`,
  );
}
