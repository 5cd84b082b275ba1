import { type Ask, together } from "../db/ask.ts";
import { isSpoiltByOne } from "../db/database-error.ts";
import { givingBack } from "../db/tasks/leases.ts";
import { type Settlement, settling } from "../db/tasks/settlements.ts";
import type { ClaimedTask } from "../db/tasks/tasks.ts";
import { recordFailure } from "../db/tasks/upstream-pauses.ts";
import { LEASE_SECONDS } from "../domain/tasks/leases.ts";
import { MAX_ATTEMPTS, MAX_UNHEARD } from "../domain/tasks/retry-policy.ts";
import { AbandonedError, KnownError, NotDurableError, UpstreamError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { afterFailure, sayAway } from "./after-failure.ts";
import type { Promising, ReadAhead, Task } from "./define.ts";
import type { Slot } from "./slots.ts";

/** A settlement that the database did not take is tried again for so long, at growing distances. */
const SETTLED_WITHIN_MS = 90_000;
const LONGEST_DISTANCE_MS = 5_000;

/** How a task ends, and what it promises at its end. */
export type Ending = { settlement: Settlement; said: string; promising?: Promising };

/** A settlement's statements happen, and what is due is taken in the same transaction: true. Where others are at that, nothing happens: false. */
export type LookBeside = (settles: Ask<unknown>[]) => Promise<boolean>;

/** Does a task's work, and says how it ends. */
export async function attempt(deps: Deps, kind: Task, task: ClaimedTask, ahead: ReadAhead): Promise<Ending> {
  const work = kind.read(task.payload);
  if (!work) {
    const error = "its payload is malformed";
    return { settlement: { state: "dead", error }, said: error };
  }
  return orFailed(deps, kind, task, async () => {
    // A task that killed its worker each time ends here.
    if (task.attempts > MAX_ATTEMPTS || task.unheard > MAX_UNHEARD)
      throw new AbandonedError("its worker never came back");
    const came = await work.handle(deps, task, ahead);
    if (typeof came === "string") return { settlement: { state: "done" }, said: came };
    const { said } = came;
    if ("promises" in came) return { settlement: { state: "done" }, said, promising: came };
    return { settlement: { state: "again", inSeconds: came.againInSeconds }, said };
  });
}

async function orFailed(
  deps: Deps,
  kind: Task,
  task: ClaimedTask,
  work: () => Promise<Ending>,
): Promise<Ending> {
  try {
    return await work();
  } catch (error) {
    const settlement = await afterFailure(deps, task, error);
    if (settlement.state === "dead") await kind.read(task.payload)?.onDead(deps);
    return { settlement, said: forLog(error) };
  }
}

/**
 * Settles a task with all that it promises, again and again while the database does not take it: the work is done, and nobody should do it
 * twice. The settlement goes first, since the end of a lane waits for those who promise in it, and they for nobody. What may be the promises'
 * own fault, or a race that they lost, is tried without the settlement, as the work that it is: then it fails, or waits, as any work.
 */
export async function settleSurely(
  deps: Deps,
  kind: Task,
  { task, slot }: { task: ClaimedTask; slot: Slot },
  ended: Ending,
  lookBeside: LookBeside,
): Promise<{ ending: Ending; hasLooked: boolean }> {
  const endsAt = performance.now() + SETTLED_WITHIN_MS;
  let ending = ended;
  let isSettled = false;
  let hasLooked = false;
  let distanceMs = 250;
  for (let isFirst = true; ; isFirst = false) {
    const { settlement, said, promising } = ending;
    const settles = [settling(task, settlement, [...slot.answered]), ...(promising?.promises ?? [])];
    try {
      if (!isSettled) {
        // Only of one that is done it can be told afterwards what it took along.
        hasLooked = isFirst && settlement.state === "done" && (await lookBeside(settles));
        const heard = isFirst ? [] : [givingBack(task, LEASE_SECONDS)];
        if (!hasLooked) await together(deps.db, [...settles, ...heard]);
        isSettled = true;
      }
      await countUnanswered(deps, task, settlement, slot);
      return { ending, hasLooked };
    } catch (error) {
      if (!isSettled && promising && isSpoiltByOne(error)) {
        const { promises, alone = () => together(deps.db, promises) } = promising;
        ending = await orFailed(deps, kind, task, async () => {
          await alone();
          return { settlement, said };
        });
        continue;
      }
      if (isFirst && isSpoiltByOne(error)) continue;
      if (!(error instanceof NotDurableError) || performance.now() + distanceMs > endsAt) throw error;
      const waitsMs = distanceMs;
      await new Promise((resolve) => setTimeout(resolve, waitsMs));
      distanceMs = Math.min(2 * distanceMs, LONGEST_DISTANCE_MS);
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

export function forLog(error: unknown): string {
  return error instanceof KnownError ? error.message : "an unknown error, kept in the task";
}
