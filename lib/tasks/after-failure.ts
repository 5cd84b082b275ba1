import type { Settlement } from "../db/tasks/settlements.ts";
import type { ClaimedTask } from "../db/tasks/tasks.ts";
import { isAway, recordAway, recordFailure, recordThrottle } from "../db/tasks/upstream-pauses.ts";
import type { Upstream } from "../domain/providers.ts";
import {
  DATABASE_AWAY_SECONDS,
  DEFAULT_PAUSE_SECONDS,
  FIRST_OWN_REST_SECONDS,
  LONGEST_WAIT_MS,
  NEEDS_A_PERSON_PAUSE_SECONDS,
  NOT_CONFIGURED_PAUSE_SECONDS,
  PASSED_AFTER_ATTEMPTS,
  retryInSeconds,
  withJitter,
} from "../domain/tasks/retry-policy.ts";
import {
  AbandonedError,
  NotConfiguredError,
  NotDurableError,
  NotYetError,
  TakenOverError,
  UpstreamError,
  type UpstreamFailure,
} from "../errors.ts";
import { answersAtAll } from "../health/answers-at-all.ts";
import { LONGEST_REST_SECONDS } from "../http/upstream.ts";
import type { Deps } from "../ports.ts";
import { callFewer } from "./slots.ts";

/**
 * What an error means for the task, by why it happened. An upstream that asks for rest gets it, and so does one that is away; that is
 * not the task's fault, and does not count, for a week. What fails while its upstream works for others counts.
 */
export async function afterFailure(deps: Deps, task: ClaimedTask, error: unknown): Promise<Settlement> {
  const settlement = await settlementOf(deps, task, error).catch(whileDatabaseIsAway);
  const waits = settlement.state === "waiting" || settlement.state === "postponed";
  if (waits && Date.now() - (task.waitingSince?.getTime() ?? Date.now()) > LONGEST_WAIT_MS)
    return { state: "dead", error: `it waited for a week: ${settlement.error}` };
  return settlement;
}

/** Our own database fails, or somebody holds what the task needs: no fault of the task's. */
function whileDatabaseIsAway(error: unknown): Settlement {
  if (!(error instanceof NotDurableError)) throw error;
  return { state: "postponed", error: describe(error), inSeconds: DATABASE_AWAY_SECONDS };
}

async function settlementOf(deps: Deps, task: ClaimedTask, error: unknown): Promise<Settlement> {
  const why = describe(error);
  if (error instanceof NotDurableError) return whileDatabaseIsAway(error);
  // Settling is fenced, so this changes nothing; what matters is that nobody is told that the task died.
  if (error instanceof TakenOverError) return { state: "retry", error: why, inSeconds: 0 };
  if (error instanceof NotYetError) return { state: "postponed", error: why, inSeconds: error.inSeconds };
  if (error instanceof AbandonedError) return { state: "dead", error: why };
  if (error instanceof NotConfiguredError) return away(deps, task, error, NOT_CONFIGURED_PAUSE_SECONDS);
  if (!(error instanceof UpstreamError)) return failed(task, why);
  switch (error.failure) {
    case "rejected":
      return { state: "dead", error: why };
    case "unauthorized":
    case "away":
      return away(deps, task, error, NEEDS_A_PERSON_PAUSE_SECONDS);
    case "throttled":
      return throttled(deps, task, error);
    default:
      return unanswered(deps, task, error);
  }
}

/** Nothing gets through before somebody sets it right. */
async function away(
  deps: Deps,
  task: ClaimedTask,
  error: NotConfiguredError | UpstreamError,
  seconds: number,
): Promise<Settlement> {
  const { upstream } = error;
  const why = describe(error);
  if (upstream === undefined) return failed(task, why);
  if (await recordAway(deps.db, { upstream, reason: why, seconds })) sayAway(deps, error);
  return waiting(task, upstream, why, seconds);
}

async function throttled(deps: Deps, task: ClaimedTask, error: UpstreamError): Promise<Settlement> {
  const { upstream, retryAfterSeconds } = error;
  const why = describe(error);
  const asked = retryAfterSeconds && withJitter(retryAfterSeconds, Math.random());
  const seconds = asked ?? withJitter(FIRST_OWN_REST_SECONDS, Math.random());
  // One ticket or customer has had enough: what follows in its lane waits with it, and nobody else.
  if (error.scope === "one") return { state: "postponed", error: why, inSeconds: seconds };
  callFewer(upstream);
  const { isOfTask, throttles } = await recordThrottle(deps.db, {
    upstream,
    reason: why,
    taskId: task.id,
    seconds: asked,
  });
  if (!isOfTask) return waiting(task, upstream, why, seconds);
  return {
    state: "postponed",
    error: why,
    inSeconds: Math.min(seconds * 2 ** (throttles - 1), LONGEST_REST_SECONDS),
  };
}

/** An upstream that does not answer, or fails: it is away when it fails others as well, or does not answer the simplest question. */
async function unanswered(deps: Deps, task: ClaimedTask, error: UpstreamError): Promise<Settlement> {
  const { upstream, retryAfterSeconds } = error;
  const why = describe(error);
  if (upstream === task.upstream) {
    const counted = await recordFailure(deps.db, { upstream, reason: why, taskId: task.id });
    if (counted.isNew) sayAway(deps, error);
    if (counted.isAway) return { state: "waiting", error: why, passes: await mayPass(deps, task) };
  } else if (await isAway(deps.db, upstream)) {
    return waiting(task, upstream, why, DEFAULT_PAUSE_SECONDS);
  }
  if (task.attempts >= ASKED_AFTER_ATTEMPTS && !(await answersAtAll(deps, upstream)))
    return away(deps, task, error, DEFAULT_PAUSE_SECONDS);
  return failed(task, why, retryAfterSeconds);
}

/**
 * Whether the lane goes on without a task that tried in vain again and again, while its upstream answers other questions: two such tasks
 * make it look away to each other, and what waits behind them may show that it is not.
 */
async function mayPass(deps: Deps, { claims, upstream }: ClaimedTask): Promise<boolean> {
  return (
    claims > PASSED_AFTER_ATTEMPTS &&
    upstream !== "none" &&
    upstream !== "model" &&
    (await answersAtAll(deps, upstream))
  );
}

/** Before a task fails for the third time, when no other has failed, we ask the upstream whether it is there at all. */
const ASKED_AFTER_ATTEMPTS = 3;

/** Only its own upstream's pause holds a task back; one that calls another on the side waits by itself. Where it is a message to be sent, its lane goes on. */
function waiting(task: ClaimedTask, upstream: Upstream, error: string, seconds: number): Settlement {
  if (upstream === task.upstream) return { state: "waiting", error };
  return { state: "postponed", error, inSeconds: seconds, passes: task.kind === "deliver-message" };
}

function failed(task: ClaimedTask, error: string, askedSeconds = 0): Settlement {
  const backoff = retryInSeconds(task.attempts, Math.random());
  if (backoff === null) return { state: "dead", error };
  const inSeconds = Math.max(backoff, askedSeconds);
  return { state: "retry", error, inSeconds, passes: task.attempts >= PASSED_AFTER_ATTEMPTS };
}

/** Says once in the log, for operators, that nothing gets through to an upstream for now. */
export function sayAway({ log }: Deps, error: NotConfiguredError | UpstreamError): void {
  const { upstream } = error;
  const what = error instanceof UpstreamError ? WHAT[error.failure] : undefined;
  log.error(
    `${upstream} ${what ?? "is not configured"}. Its tasks wait, for a week at most, and go on when it is back.`,
    {
      upstream,
    },
  );
}

const WHAT: Record<UpstreamFailure, string> = {
  unreachable: "cannot be reached",
  unanswered: "does not answer",
  unavailable: "fails",
  throttled: "wants to rest",
  unauthorized: "refuses our credentials: check them",
  away: "has suspended, moved or locked the account: set that right there",
  rejected: "refuses everything",
};

/** For the task's row, not for the log: an upstream's own words may name a number. */
function describe(error: unknown): string {
  if (error instanceof UpstreamError)
    return error.reason ? `${error.message}: ${error.reason}` : error.message;
  return error instanceof Error ? error.message : String(error);
}
