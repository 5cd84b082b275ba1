import { type SQL, sql } from "drizzle-orm";
import { ASSISTANT_LIMITS } from "../../domain/assistant/limits.ts";
import type { Db } from "../client.ts";
import { NOW_OBEYED, obeying } from "../messages/commands.ts";
import { laneOf } from "../tasks/lanes.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";

/**
 * The assistant is promised to answer a message, once, when its contact has written no more for a while; what is urgent is answered at
 * once, and all that waits before it. Whose message it is by now, the statement reads.
 */
export async function promiseTurn(db: Db, logId: string, { isUrgent }: { isUrgent: boolean }): Promise<void> {
  await db.query(sql`
    with ${hurried(logId, isUrgent)}
    ${promised(isUrgent)} from contact_logs l where l.id = ${logId} ${ONCE}`);
}

/** The contact asked for a person: the assistant is promised to hand over at once what waits, and this message with it. */
export async function askForHuman(db: Db, logId: string, command: string): Promise<void> {
  await db.query(sql`
    with ${obeying({ logId, command })}, ${hurried(logId, true)}
    ${promised(true)} from contact_logs l where l.id = ${logId} and ${NOW_OBEYED} ${ONCE}`);
}

const lane = laneOf.assisting({ contactId: sql`l.contact_id` });

function promised(isUrgent: boolean): SQL {
  return promiseTasks("ask-assistant", {
    contactId: sql`l.contact_id`,
    key: sql`l.id`,
    payload: sql`jsonb_build_object('logId', l.id, 'isUrgent', ${isUrgent}::boolean)`,
    dueAt: sql`now() + make_interval(secs => ${isUrgent ? 0 : ASSISTANT_LIMITS.quietSeconds})`,
  });
}

/** What waits before something urgent waits no longer. */
function hurried(logId: string, isUrgent: boolean): SQL {
  return sql`hurried as (
    update tasks t set due_at = now() from contact_logs l
    where ${isUrgent}::boolean and l.id = ${logId} and t.lane = ${lane} and t.done_at is null and t.dead_at is null
      and t.leased_at is null and t.due_at > now())`;
}
