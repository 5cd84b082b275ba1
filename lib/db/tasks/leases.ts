import { type SQL, sql } from "drizzle-orm";
import type { Ask } from "../ask.ts";
import type { Db } from "../client.ts";
import { type ClaimedTask, WHOM_TASKS_CALL } from "./tasks.ts";

/** Claims as rows of `id`, `claims` and `attempts`. */
export const claimsOf = (tasks: ClaimedTask[]): SQL =>
  sql`select id, claims, attempts from jsonb_to_recordset(${JSON.stringify(tasks.map(({ id, claims, attempts }) => ({ id, claims, attempts })))}::jsonb) as c(id bigint, claims int, attempts int)`;

/** That a task `t` is still of the claim `mine`, one of `claimsOf`. */
export const isClaimedBy = (mine: string): SQL =>
  sql.raw(`t.claims = ${mine}.claims and t.done_at is null and t.dead_at is null`);

/** The leases of running tasks begin anew, those of which are still ours, and their attempts count. */
export async function renewLeases(db: Db, tasks: ClaimedTask[], leaseSeconds: number): Promise<void> {
  await db.query(sql`
    update tasks t set due_at = now() + make_interval(secs => ${leaseSeconds}), attempts = m.attempts, unheard = 0
    from (${claimsOf(tasks)}) m where t.id = m.id and t.leased_at is not null and ${isClaimedBy("m")}`);
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
