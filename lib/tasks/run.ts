import { renewLeases, takeTasks } from "../db/tasks/claims.ts";
import { type Settlement, settleTask } from "../db/tasks/settlements.ts";
import type { ClaimedTask } from "../db/tasks/tasks.ts";
import { recordFailure } from "../db/tasks/upstream-pauses.ts";
import { LEASE_SECONDS, RENEWED_EVERY_SECONDS } from "../domain/tasks/leases.ts";
import { MAX_ATTEMPTS, MAX_UNHEARD } from "../domain/tasks/retry-policy.ts";
import { AbandonedError, KnownError, NotDurableError, UpstreamError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { afterFailure, sayAway } from "./after-failure.ts";
import type { Task, TaskRegistry } from "./define.ts";
import { freeSlots, inSlot, newSlot, type Slot } from "./slots.ts";

/** So that whoever filters a log by level sees what did not work at once, and what never will. */
const LOG_LEVELS = {
  done: "info",
  again: "info",
  retry: "warn",
  waiting: "warn",
  postponed: "warn",
  dead: "error",
} as const;

/** A settlement that the database did not take is tried again for so long, at growing distances. */
const SETTLED_WITHIN_MS = 90_000;
const LONGEST_DISTANCE_MS = 5_000;

/**
 * Makes what takes the due tasks for which there are slots, and begins them: each call returns one promise for each, which
 * resolves when it is settled and never rejects. While tasks run, their leases are renewed.
 */
export function createWorker(deps: Deps, tasks: TaskRegistry): () => Promise<Promise<void>[]> {
  const running = new Map<ClaimedTask, Slot>();
  let renewing: NodeJS.Timeout | undefined;

  const renew = () => {
    // Where it fails, the next comes before the lease ends; a task that is lost all the same is fenced off.
    void renewLeases(deps.db, [...running.keys()], LEASE_SECONDS).catch(() => {});
  };
  const runInSlot = async (task: ClaimedTask) => {
    const slot = newSlot(task.upstream);
    running.set(task, slot);
    renewing ??= setInterval(renew, RENEWED_EVERY_SECONDS * 1000);
    await runTask(deps, tasks, task, slot);
    running.delete(task);
    if (running.size > 0) return;
    clearInterval(renewing);
    renewing = undefined;
  };

  return async () => {
    const free = freeSlots(running.values());
    if (Object.values(free).every((slots) => slots === 0)) return [];
    const begun = await takeTasks(deps.db, { free, leaseSeconds: LEASE_SECONDS });
    return begun.map(runInSlot);
  };
}

async function runTask(deps: Deps, tasks: TaskRegistry, task: ClaimedTask, slot: Slot): Promise<void> {
  const startedAt = performance.now();
  const fields = { task: task.kind, id: task.id, attempt: task.attempts };
  try {
    const { settlement, said } = await inSlot(slot, () => attempt(deps, tasks[task.kind], task));
    await settleSurely(deps, task, settlement, slot);
    const ms = Math.round(performance.now() - startedAt);
    const write = LOG_LEVELS[settlement.state];
    deps.log[write](`Task ${task.kind}: ${said}`, { ...fields, outcome: settlement.state, ms });
  } catch (error) {
    // Our own database failed, so there is nothing to settle with: the lease ends and the task runs again.
    deps.log.error(`Task ${task.kind}: ${forLog(error)}`, { ...fields, outcome: "unsettled" });
  }
}

async function attempt(
  deps: Deps,
  kind: Task,
  task: ClaimedTask,
): Promise<{ settlement: Settlement; said: string }> {
  const work = kind.read(task.payload);
  if (!work) {
    const error = "its payload is malformed";
    return { settlement: { state: "dead", error }, said: error };
  }
  try {
    // A task that killed its worker each time ends here.
    if (task.attempts > MAX_ATTEMPTS || task.unheard > MAX_UNHEARD)
      throw new AbandonedError("its worker never came back");
    const came = await work.handle(deps, task);
    if (typeof came === "string") return { settlement: { state: "done" }, said: came };
    return { settlement: { state: "again", inSeconds: came.againInSeconds }, said: came.said };
  } catch (error) {
    const settlement = await afterFailure(deps, task, error);
    if (settlement.state === "dead") await work.onDead(deps);
    return { settlement, said: forLog(error) };
  }
}

/** Settles a task, again and again while the database does not take it: the work is done, and nobody should do it twice. */
async function settleSurely(deps: Deps, task: ClaimedTask, settlement: Settlement, slot: Slot) {
  const endsAt = performance.now() + SETTLED_WITHIN_MS;
  for (let distanceMs = 250; ; distanceMs = Math.min(2 * distanceMs, LONGEST_DISTANCE_MS)) {
    try {
      await settleTask(deps.db, task, settlement, [...slot.answered]);
      return await countUnanswered(deps, task, settlement, slot);
    } catch (error) {
      if (!(error instanceof NotDurableError) || performance.now() + distanceMs > endsAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, distanceMs));
    }
  }
}

/** A call whose answer was lost may end a task well, as a send does that is not repeated: its upstream failed it all the same. */
async function countUnanswered(deps: Deps, task: ClaimedTask, { state }: Settlement, slot: Slot) {
  const { upstream } = task;
  if ((state !== "done" && state !== "again") || upstream === "none" || upstream === "model") return;
  if (!slot.unanswered.has(upstream) || slot.answered.has(upstream)) return;
  const lost = new UpstreamError(upstream, "unanswered");
  const { isNew } = await recordFailure(deps.db, { upstream, reason: lost.message, taskId: task.id });
  if (isNew) sayAway(deps, lost);
}

function forLog(error: unknown): string {
  return error instanceof KnownError ? error.message : "an unknown error, kept in the task";
}
