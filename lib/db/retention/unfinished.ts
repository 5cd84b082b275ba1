import type { TASK_KINDS, TaskKind } from "../../domain/tasks/task-kinds.ts";
import { listed } from "../listed.ts";

/** Kinds whose key is the id of the message that they work on. */
const KEYED_BY_MESSAGE = [
  "answer-message",
  "file-message",
  "note-echo",
] as const satisfies (keyof typeof TASK_KINDS)[];

/** Nothing keeps a message for longer than so many days beyond its age but a send that is still planned: a dead task may never be looked at. */
const HELD_BACK_DAYS = 100;

/**
 * Whether a row `l` of the contact log is still needed as it is, in SQL: it is planned, or waits, to be sent, or a task that is not done,
 * dead ones that somebody may revive among them, works on it.
 */
export function isUnfinished(days: number): string {
  const kinds: readonly TaskKind[] = KEYED_BY_MESSAGE;
  const isLate = `l.created_at < now() - make_interval(days => ${days + HELD_BACK_DAYS})`;
  return `(case
    when l.status = 'accepted' and l.handed_over_at is null then l.batch_id is not null or not ${isLate}
    when ${isLate} then false
    else exists (select 1 from tasks t where t.kind in (${listed(kinds)}) and t.dedupe_key = l.id::text and t.done_at is null) end)`;
}
