import { type ClaimedTask, claimTasks, type Settlement, settleTask } from "../db/tasks.ts";
import type { Deps } from "../deps.ts";
import { LEASE_SECONDS, MAX_ATTEMPTS } from "../domain/retry-policy.ts";
import { AbandonedError, KnownError } from "../errors.ts";
import { afterFailure } from "./after-failure.ts";
import type { TaskDefinition } from "./define.ts";
import { TASKS } from "./index.ts";

/** Tasks taken, and run side by side, at a time. */
const BATCH = 8;

/** So that whoever filters a log by level sees what did not work at once, and what never will. */
const LOG_LEVELS = {
  done: "info",
  again: "info",
  retry: "warn",
  waiting: "warn",
  postponed: "warn",
  dead: "error",
} as const;

/** Claims some due tasks, runs them side by side and settles each. Returns how many there were. */
export async function runDueTasks(deps: Deps): Promise<number> {
  const claimed = await claimTasks(deps.db, { limit: BATCH, leaseSeconds: LEASE_SECONDS });
  await Promise.all(claimed.map((task) => runTask(deps, task)));
  return claimed.length;
}

async function runTask(deps: Deps, task: ClaimedTask): Promise<void> {
  const startedAt = performance.now();
  const fields = { task: task.kind, id: task.id, attempt: task.attempts };
  try {
    const { settlement, said } = await attempt(deps, task);
    await settleTask(deps.db, task, settlement);
    const ms = Math.round(performance.now() - startedAt);
    const write = LOG_LEVELS[settlement.state];
    deps.log[write](`Task ${task.kind}: ${said}`, { ...fields, outcome: settlement.state, ms });
  } catch (error) {
    // Our own database failed, so there is nothing to settle with: the lease ends and the task runs again.
    deps.log.error(`Task ${task.kind}: ${forLog(error)}`, { ...fields, outcome: "unsettled" });
  }
}

async function attempt(deps: Deps, task: ClaimedTask): Promise<{ settlement: Settlement; said: string }> {
  // A payload is read by the schema beside its handler before the handler sees it.
  const definition = TASKS[task.kind] as TaskDefinition<unknown>;
  const payload = definition.payload.safeParse(task.payload);
  if (!payload.success) {
    const error = "its payload is malformed";
    return { settlement: { state: "dead", error }, said: error };
  }
  try {
    // Attempts are counted at the claim: a task that killed its worker each time ends here.
    if (task.attempts > MAX_ATTEMPTS) throw new AbandonedError("its worker never came back");
    const came = await definition.handle(payload.data, deps, task);
    if (typeof came === "string") return { settlement: { state: "done" }, said: came };
    return { settlement: { state: "again", inSeconds: came.againInSeconds }, said: came.said };
  } catch (error) {
    const settlement = await afterFailure(deps, task, error);
    if (settlement.state === "dead") await definition.onDead?.(payload.data, deps);
    return { settlement, said: forLog(error) };
  }
}

function forLog(error: unknown): string {
  return error instanceof KnownError ? error.message : "an unknown error, kept in the task";
}
