import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { begunAnew, promiseTasks } from "../tasks/promise-tasks.ts";

/**
 * A statement that promises the question how the help was, for news `i` that a ticket was solved: so many minutes after it was
 * solved last. What tells of a ticket that was solved before changes nothing.
 * @param isOurs whether the ticket of `i` is in our books
 */
export function promiseRating(isOurs: SQL): SQL {
  return sql`
    ${promiseTasks("ask-rating", {
      key: sql`i.ticket_id`,
      payload: { ticketId: sql`i.ticket_id` },
      dueAt: sql`now() + make_interval(mins => i.rate_after_minutes)`,
    })}
    from input i where i.rate_after_minutes is not null and i.status = 'solved' and ${isOurs}
      and not exists (select 1 from tickets t where t.id = i.ticket_id and (t.status = 'solved' or i.updated_at < t.status_at))
    ${begunAnew(sql`excluded.payload`)}`;
}

/** The same for a ticket of which nobody rang that it was solved; before its status is recorded. */
export async function promiseRatingUnheard(
  db: Db,
  { id, status, updatedAt }: { id: string; status: string; updatedAt: string | null },
  afterMinutes: number,
): Promise<void> {
  await db.query(sql`
    with input as (
      select ${id}::text as ticket_id, ${status}::text as status, ${updatedAt}::timestamptz as updated_at, ${afterMinutes}::int as rate_after_minutes
    )
    ${promiseRating(sql`exists (select 1 from tickets t where t.id = i.ticket_id)`)}`);
}
