import { sql } from "drizzle-orm";
import { lanes } from "../../domain/tasks/task-kinds.ts";
import type { Notes } from "../../domain/wording/notes.ts";
import type { Db } from "../client.ts";
import { begunAnew, ONCE, promiseTasks } from "../tasks/promise-tasks.ts";

/** After a ring that found nothing, Zendesk's list is looked at again this soon. */
const FIRST_LOOK_SECONDS = 5;

/** Stands in the note's text for what is named there. */
const MOMENTS = "{moments}";

type Moved = {
  ticketId: string;
  /** What a ticket without a cursor counts as relayed. */
  from: Date;
  /** The newest comment that the list showed; everything relayable up to it is stored. */
  until: Date | null;
  /** What came too late to be sent, as far as no earlier look passed it or sent it. */
  late: { id: string; createdAt: string }[];
  notes: Pick<Notes, "late" | "moment">;
};

/**
 * A ticket's comments are relayed up to this one; the cursor never goes back. What came too late is named in one note in the same statement,
 * so that of looks side by side one names it.
 */
export async function moveCursor(db: Db, { ticketId, from, until, late, notes }: Moved): Promise<void> {
  const told = late.map(({ id, createdAt }) => ({
    id,
    at: createdAt,
    said: notes.moment(new Date(createdAt)),
  }));
  const key = sql`late.id || ':late'`;
  const body = sql`replace(${notes.late(MOMENTS)}, ${MOMENTS}, late.said)`;
  await db.query(sql`
    with ticket as (
      select id, coalesce(relayed_until, ${from.toISOString()}::timestamptz) as since from tickets
      where id = ${ticketId} for update
    ), late as (
      select min(l.id) as id, string_agg(distinct l.said, ', ') as said
      from ticket, jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as l(id text, at timestamptz, said text)
      where l.at > ticket.since
        and not exists (select 1 from contact_logs r where r.zendesk_comment_id = l.id)
        -- What rang by its own id is sent however old it is, as soon as its task has its turn.
        and not exists (select 1 from tasks o where o.lane = ${lanes.relaying(ticketId)} and o.kind = 'relay-comments'
          and o.done_at is null and o.dead_at is null and o.payload->>'commentId' = l.id)
        and not exists (select 1 from tasks o where o.kind = 'look-again' and o.dedupe_key = ${ticketId}
          and o.done_at is null and o.dead_at is null and o.payload->'named' ? l.id)
      having count(*) > 0
    ), moved as (
      update tickets t set relayed_until = ${until?.toISOString() ?? null}::timestamptz from ticket
      where t.id = ticket.id and coalesce(t.relayed_until, '-infinity') < ${until?.toISOString() ?? null}::timestamptz
    )
    ${promiseTasks("add-note", { ticketId, key, payload: { ticketId, key, body } })}
    from late ${ONCE}`);
}

/**
 * Promises to look again for what rang, 5 s from now and then ever later. A ticket has one such task: a ring that finds nothing begins it
 * anew, whether it was done or not; a worker that was at it is fenced off.
 */
export async function promiseLooks(
  db: Db,
  { ticketId, at, commentId }: { ticketId: string; at: string; commentId: string | null },
): Promise<void> {
  const named = commentId === null ? [] : [commentId];
  const payload = { ticketId, at, looks: 0, rings: commentId === null ? 1 : 0, named };
  await db.query(sql`
    ${promiseTasks("look-again", {
      key: ticketId,
      payload: sql`${JSON.stringify(payload)}::jsonb`,
      dueAt: sql`now() + make_interval(secs => ${FIRST_LOOK_SECONDS})`,
    })}
    ${begunAnew(sql`excluded.payload || case when tasks.done_at is null and tasks.dead_at is null then jsonb_build_object(
        'rings', (tasks.payload->>'rings')::int + (excluded.payload->>'rings')::int,
        'named', (tasks.payload->'named') || (excluded.payload->'named')) else '{}' end`)}`);
}
