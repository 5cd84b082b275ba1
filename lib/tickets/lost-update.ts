import type { Ask } from "../db/ask.ts";
import { type ClaimedTask, rememberIfOurs, rememberInTask } from "../db/tasks/tasks.ts";
import { NotYetError, UpstreamError } from "../errors.ts";
import type { Deps } from "../ports.ts";

/**
 * An update that Zendesk took and we gave up on may come about this long after it was sent: we wait 10 s for an answer, and Zendesk has
 * been seen to take 20. Before that, a look for it proves nothing.
 */
const COMES_ABOUT_WITHIN_MS = 60_000;

/** What a task remembers of an update that it may have made: when it was sent; null once its answer was heard. */
export type Sent = { calledAt?: number | null | undefined };

/**
 * Lets an update that was lost come about before anybody looks for it: until then the task is put off, which counts as no attempt.
 * @throws {NotYetError} while it may still come
 */
export function waitForLost({ calledAt }: Sent): void {
  if (!calledAt) return;
  const leftMs = Math.min(calledAt + COMES_ABOUT_WITHIN_MS - Date.now(), COMES_ABOUT_WITHIN_MS);
  if (leftMs <= 0) return;
  throw new NotYetError(
    "An earlier call had no answer, and what it asked for may still come about: it is looked for afterwards",
    { inSeconds: Math.ceil(leftMs / 1000) },
  );
}

/**
 * Makes an update whose task knows afterwards that, and when, it was sent; what else it must know is `memory`. One that was lost is
 * tried again once it must have come about.
 * @throws {TakenOverError} before anything is sent, when another worker has the task
 */
export async function sendRemembered<Answer>(
  { db }: Pick<Deps, "db">,
  { task, memory, toStore }: { task: ClaimedTask; memory: Record<string, unknown>; toStore?: Ask<unknown>[] },
  send: () => Promise<Answer>,
): Promise<Answer> {
  await rememberInTask(db, task, { ...memory, calledAt: Date.now() }, toStore);
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (error.failure === "unanswered") throw triedAgainLate(error);
    await answerHeard({ db }, task);
    throw error;
  }
}

/** Nothing is under way any more: what else the task must do, and may fail at, need not be waited for. */
export async function answerHeard({ db }: Pick<Deps, "db">, task: ClaimedTask): Promise<void> {
  await rememberIfOurs(db, task, { calledAt: null });
}

function triedAgainLate(lost: UpstreamError): UpstreamError {
  const { upstream, failure, status, code, reason, retryAfterSeconds = 0 } = lost;
  return new UpstreamError(upstream, failure, {
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
    ...(reason !== undefined && { reason }),
    retryAfterSeconds: Math.max(retryAfterSeconds, COMES_ABOUT_WITHIN_MS / 1000),
    cause: lost,
  });
}
