import {
  type Advance,
  advanceRecovery,
  endRecovery,
  loadRecovery,
  OVERLAP_HOURS,
  type Recovery,
} from "../db/recoveries/recoveries.ts";
import type { Upstream } from "../domain/providers.ts";
import { TakenOverError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import type { Unfinished } from "../tasks/define.ts";

/** One step of a look: where it came to, how many calls that took, and for how long the next waits, where it must. */
export type Step = Advance & { calls: number; againInSeconds?: number };

export type TakeStep = (deps: Deps, recovery: Recovery) => Promise<Step>;

/** About so many calls a second at most: those who wait for an answer need the upstream as well, and Zendesk lets some through 200 a minute. */
const CALLS_A_SECOND: Record<Upstream, number> = { twilio: 10, meta: 10, zendesk: 2 };

const OVERLAP_MS = OVERLAP_HOURS * 60 * 60 * 1000;

/**
 * Goes on with a look, step by step, for a second's calls, and then as many seconds later as those take. Each step may be taken again:
 * what it did is known by the messages' own ids, and of two who take the same one counts.
 */
export async function takeSteps(
  deps: Deps,
  recoveryId: string,
  take: TakeStep,
): Promise<string | Unfinished> {
  for (let calls = 0; ; ) {
    const recovery = await loadRecovery(deps.db, recoveryId);
    if (!recovery || recovery.finishedAt) return "is over";
    const step = markedWhole(recovery, await take(deps, recovery));
    if (!(await advanceRecovery(deps.db, recovery, step))) {
      throw new TakenOverError("another worker took the same step of this look");
    }
    if (step.endedBecause) return step.endedBecause;
    if (step.isOver)
      return `looked at all that ${recovery.upstream} has since ${recovery.since.toISOString()}`;
    if (step.againInSeconds)
      return { said: "waits for what is under way", againInSeconds: step.againInSeconds };
    calls += Math.max(step.calls, 1);
    const againInSeconds = Math.floor(calls / CALLS_A_SECOND[recovery.upstream]);
    if (againInSeconds > 0) return { said: "there is more to look at", againInSeconds };
  }
}

/**
 * The next look begins where a whole one ended: with the newest thing that it saw, by the upstream's clock, since ours may be hours ahead.
 * Where it saw nothing, the next one looks at the same once more.
 */
function markedWhole({ place: { isWhole }, since }: Recovery, step: Step): Step {
  if (!step.isOver || step.endedBecause || isWhole !== true) return step;
  const { newestAt } = step.place;
  const wholeUntil = newestAt ?? new Date(since.getTime() + OVERLAP_MS).toISOString();
  return { ...step, place: { ...step.place, wholeUntil } };
}

/** A look whose task died ends, and says so. */
export async function giveUp({ db, log }: Deps, recoveryId: string): Promise<void> {
  log.error("A recovery was given up: see why at /console/tasks", { recovery: recoveryId });
  await endRecovery(db, recoveryId, "Given up after many attempts: see the dead task.");
}

/** Who is set up here, and so can be looked at. */
export function canBeLookedAt({ env }: Pick<Deps, "env">): Upstream[] {
  const configured: Record<Upstream, boolean> = {
    twilio: env.twilio.configured,
    meta: env.meta.configured,
    // Without what tells us that agents wrote, nothing of theirs is relayed.
    zendesk: env.zendesk.configured && env.zendeskWebhookSecret !== undefined,
  };
  return (Object.keys(configured) as Upstream[]).filter((upstream) => configured[upstream]);
}
