import { sql } from "drizzle-orm";
import type { Upstream } from "../../domain/providers.ts";
import { type Ask, ask } from "../ask.ts";
import type { Db } from "../client.ts";
import { type ClaimedTask, isOurs } from "./tasks.ts";

export type Settlement =
  | { state: "done" }
  /** It went well, and there is more to do. */
  | { state: "again"; inSeconds: number }
  | { state: "dead"; error: string }
  /** With `passes`, its lane goes on without it. */
  | { state: "retry"; error: string; inSeconds: number; passes?: boolean }
  /** Not the task's fault, so the attempt does not count: due again when its upstream's pause ends, oldest first. */
  | { state: "waiting"; error: string; passes?: boolean }
  /** Nor here: due again after a while of its own. */
  | { state: "postponed"; error: string; inSeconds: number; passes?: boolean };

/** What waits behind it is a further piece of the same answer, which would arrive before it. */
const BREAKS_AN_ANSWER = sql`exists (
  select 1 from tasks later
  join contact_logs piece on piece.id = (later.payload->>'logId')::uuid
  join contact_logs mine on mine.id = (tasks.payload->>'logId')::uuid and mine.zendesk_comment_id = piece.zendesk_comment_id
  where tasks.kind = 'deliver-message' and later.kind = 'deliver-message' and later.lane = tasks.lane and later.id > tasks.id
    and later.done_at is null and later.dead_at is null)`;

/** As `settling`. */
export async function settleTask(
  db: Db,
  task: ClaimedTask,
  settlement: Settlement,
  answered: Upstream[] = [],
): Promise<void> {
  await ask(db, settling(task, settlement, answered));
}

/**
 * Settles a claimed task, unless its lease ran out and another worker has it: the claim's number is the fence. When it is over, or went
 * well so far, the upstreams that answered it have recovered.
 */
export function settling(task: ClaimedTask, settlement: Settlement, answered: Upstream[]): Ask<void> {
  const { state } = settlement;
  const error = "error" in settlement ? settlement.error : null;
  const inSeconds = "inSeconds" in settlement ? settlement.inSeconds : 0;
  const passes = "passes" in settlement && settlement.passes === true;
  const uncounted = Math.max(task.attempts - 1, 0);
  const recovered = JSON.stringify(["done", "again", "dead"].includes(state) ? answered : []);
  const statement = sql`
    with recovered as (
      delete from upstream_pauses p
      where p.upstream in (select jsonb_array_elements_text(${recovered}::jsonb))
        and (p.pauses = 0 or p.paused_until <= now() or p.probe_id = ${task.id}::bigint)
    ), next_try as (
      -- It tried a paused upstream and found nothing out: the next may try at once.
      update upstream_pauses p set paused_until = now()
      where ${state} <> 'waiting' and p.probe_id = ${task.id}::bigint and p.paused_until > now()
        and p.upstream not in (select jsonb_array_elements_text(${recovered}::jsonb))
    )
    update tasks set
      done_at = case when ${state} = 'done' then now() end,
      dead_at = case when ${state} = 'dead' then now() end,
      passed_at = case when ${passes} and not ${BREAKS_AN_ANSWER} then coalesce(passed_at, now()) else passed_at end,
      leased_at = null,
      waiting_since = case when ${state} in ('waiting', 'postponed') then coalesce(waiting_since, now()) end,
      due_at = case when ${state} = 'waiting' then created_at else now() + make_interval(secs => ${inSeconds}) end,
      -- Said twice, it must come to the same.
      attempts = case ${state} when 'again' then 0 when 'waiting' then ${uncounted}::int when 'postponed' then ${uncounted}::int else ${task.attempts}::int end,
      unheard = 0,
      last_error = coalesce(${error}, last_error)
    where ${isOurs(task)}`;
  return { statement, read: () => {} };
}
