import { type SQL, sql } from "drizzle-orm";
import type { TASK_KINDS } from "../../domain/tasks/task-kinds.ts";
import { listed } from "../listed.ts";
import { thereIs } from "../there-is.ts";
import { daysAgo } from "./slices.ts";

/** Kinds whose key is the id of the message that they work on. */
const KEYED_BY_MESSAGE = [
  "answer-message",
  "ask-assistant",
  "file-message",
  "note-echo",
] as const satisfies (keyof typeof TASK_KINDS)[];

/** Nothing keeps a message for longer than so many days beyond its age but a send that is still planned: a dead task may never be looked at. */
const HELD_BACK_DAYS = 100;

/** Of a bulk send whose time has not come, or only just has. */
const IS_PLANNED = thereIs(
  sql`batches b where b.id = l.batch_id and b.canceled_at is null and b.send_at > now() - interval '30 days'`,
);

/**
 * Whether a row `l` of the contact log is still needed as it is: it is planned, or waits, to be sent, or a task that is not done, dead ones
 * that somebody may revive among them, works on it.
 */
export function isUnfinished(days: number): SQL {
  const kinds = sql.raw(listed(KEYED_BY_MESSAGE));
  const isLate = sql`l.created_at < ${daysAgo(days + HELD_BACK_DAYS)}`;
  return sql`(case
    when l.status = 'accepted' and l.handed_over_at is null then not ${isLate} or ${IS_PLANNED}
    when ${isLate} then false
    else ${thereIs(sql`tasks t where t.kind in (${kinds}) and t.dedupe_key = l.id::text and t.done_at is null`)} end)`;
}
