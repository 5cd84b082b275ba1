import { type ClaimedTask, claimTasks, pauseUpstream, type Settlement, settleTask } from "../db/tasks.ts";
import type { Deps } from "../deps.ts";
import {
  DEFAULT_PAUSE_SECONDS,
  MAX_ATTEMPTS,
  retryInSeconds,
  UNAUTHORIZED_PAUSE_SECONDS,
  withJitter,
} from "../domain/retry-policy.ts";
import { NotConfiguredError, NotDurableError, UpstreamError } from "../errors.ts";
import type { TaskDefinition } from "./define.ts";
import { TASKS } from "./index.ts";

/** Tasks taken, and run side by side, at a time. */
const BATCH = 8;
/** The longest a function may run, and a minute: nobody else takes a task while its worker may be alive. */
const LEASE_SECONDS = 120;

/** Claims some due tasks, runs them side by side and settles each. Returns how many there were. */
export async function runDueTasks(deps: Deps): Promise<number> {
  const known = [...TASKS.values()].map(({ kind, version }) => ({ kind, version }));
  const claimed = await claimTasks(deps.db, { known, limit: BATCH, leaseSeconds: LEASE_SECONDS });
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
    const write = settlement.state === "dead" ? deps.log.error : deps.log.info;
    write(`Task ${task.kind}: ${said}`, { ...fields, outcome: settlement.state, ms });
  } catch (error) {
    // Our own database failed, so there is nothing to settle with: the lease ends and the task runs again.
    deps.log.error(`Task ${task.kind}: ${describe(error)}`, { ...fields, outcome: "unsettled" });
  }
}

async function attempt(deps: Deps, task: ClaimedTask): Promise<{ settlement: Settlement; said: string }> {
  // The claim names only kinds of this map.
  const definition = TASKS.get(task.kind) as TaskDefinition<unknown>;
  const payload = definition.payload.safeParse(task.payload);
  if (!payload.success)
    return { settlement: { state: "dead", error: "its payload is malformed" }, said: "malformed payload" };
  try {
    // Attempts are counted at the claim: a task that killed its worker each time ends here.
    if (task.attempts > MAX_ATTEMPTS) throw new Error("its worker never came back");
    return { settlement: { state: "done" }, said: await definition.handle(payload.data, deps, task) };
  } catch (error) {
    const settlement = await afterFailure(deps, task, error);
    if (settlement.state === "dead") await definition.onDead?.(payload.data, deps);
    return { settlement, said: describe(error) };
  }
}

/** What an error means for the task, by why it happened; an upstream that asks for rest gets it. */
async function afterFailure(deps: Deps, task: ClaimedTask, error: unknown): Promise<Settlement> {
  const why = describe(error);
  if (error instanceof NotConfiguredError)
    return { state: "retry", error: why, inSeconds: UNAUTHORIZED_PAUSE_SECONDS };
  if (error instanceof NotDurableError) throw error;
  if (error instanceof UpstreamError) {
    const { upstream, failure, retryAfterSeconds } = error;
    if (failure === "rejected") return { state: "dead", error: why };
    if (failure === "unauthorized") {
      await pauseUpstream(deps.db, { upstream, seconds: UNAUTHORIZED_PAUSE_SECONDS, reason: why });
      deps.log.error(`${upstream} refuses our credentials: check them. Its tasks wait.`, { upstream });
      return { state: "waiting", error: why };
    }
    if (failure === "throttled" || retryAfterSeconds !== undefined) {
      const seconds = withJitter(retryAfterSeconds ?? DEFAULT_PAUSE_SECONDS, Math.random());
      await pauseUpstream(deps.db, { upstream, seconds, reason: why });
      return { state: "waiting", error: why };
    }
  }
  const inSeconds = retryInSeconds(task.attempts, Math.random());
  return inSeconds === null ? { state: "dead", error: why } : { state: "retry", error: why, inSeconds };
}

/** For the task's row: with the upstream's own words. Bodies and addresses are not among them. */
function describe(error: unknown): string {
  if (error instanceof UpstreamError)
    return error.reason ? `${error.message}: ${error.reason}` : error.message;
  return error instanceof Error ? error.message : String(error);
}
