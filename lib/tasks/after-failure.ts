import type { ClaimedTask, Settlement } from "../db/tasks.ts";
import { pauseUpstream } from "../db/upstream-pauses.ts";
import type { Deps } from "../deps.ts";
import {
  DEFAULT_PAUSE_SECONDS,
  NOT_CONFIGURED_PAUSE_SECONDS,
  retryInSeconds,
  UNAUTHORIZED_PAUSE_SECONDS,
  withJitter,
} from "../domain/retry-policy.ts";
import {
  AbandonedError,
  NotConfiguredError,
  NotDurableError,
  TakenOverError,
  type Upstream,
  UpstreamError,
} from "../errors.ts";

/**
 * What an error means for the task, by why it happened. An upstream that asks for rest gets it, and so does one that no call
 * can reach before somebody sets it right; that is not the task's fault, and does not count.
 * @throws {NotDurableError} as it came: our own database failed, so nothing can be settled
 */
export async function afterFailure(deps: Deps, task: ClaimedTask, error: unknown): Promise<Settlement> {
  const why = describe(error);
  const wait = async (upstream: Upstream, seconds: number): Promise<Settlement> => {
    await pauseUpstream(deps.db, { upstream, seconds, reason: why });
    // Only its own upstream's pause holds a task back; one that calls another on the side waits by itself.
    if (upstream === task.upstream) return { state: "waiting", error: why };
    return { state: "retry", error: why, inSeconds: seconds };
  };
  if (error instanceof NotDurableError) throw error;
  // Settling is fenced, so this changes nothing; what matters is that nobody is told that the task died.
  if (error instanceof TakenOverError) return { state: "retry", error: why, inSeconds: 0 };
  if (error instanceof AbandonedError) return { state: "dead", error: why };
  if (error instanceof NotConfiguredError && error.upstream) {
    return wait(error.upstream, NOT_CONFIGURED_PAUSE_SECONDS);
  }
  if (error instanceof UpstreamError) {
    const { upstream, failure, retryAfterSeconds, scope } = error;
    if (failure === "rejected") return { state: "dead", error: why };
    if (failure === "unauthorized") {
      deps.log.error(`${upstream} refuses our credentials: check them. Its tasks wait.`, { upstream });
      return wait(upstream, UNAUTHORIZED_PAUSE_SECONDS);
    }
    if (failure === "away") {
      deps.log.error(`${upstream} has suspended, moved or locked the account: its tasks wait`, { upstream });
      return wait(upstream, UNAUTHORIZED_PAUSE_SECONDS);
    }
    if (failure === "throttled") {
      const inSeconds = withJitter(retryAfterSeconds ?? DEFAULT_PAUSE_SECONDS, Math.random());
      // One ticket or customer has had enough: what follows in its lane waits with it, and nobody else.
      if (scope === "one") return { state: "postponed", error: why, inSeconds };
      return wait(upstream, inSeconds);
    }
  }
  const asked = error instanceof UpstreamError ? (error.retryAfterSeconds ?? 0) : 0;
  const backoff = retryInSeconds(task.attempts, Math.random());
  const inSeconds = backoff === null ? null : Math.max(backoff, asked);
  return inSeconds === null ? { state: "dead", error: why } : { state: "retry", error: why, inSeconds };
}

/** For the task's row, not for the log: an upstream's own words may name a number. */
function describe(error: unknown): string {
  if (error instanceof UpstreamError)
    return error.reason ? `${error.message}: ${error.reason}` : error.message;
  return error instanceof Error ? error.message : String(error);
}
