import { endSend, releaseSend, takeSend } from "../db/messages/sends.ts";
import { unconfirmedOf } from "../db/recoveries/missed.ts";
import type { Recovery } from "../db/recoveries/recoveries.ts";
import type { Provider } from "../domain/providers.ts";
import { UNSENT } from "../domain/wording/unsent.ts";
import { lookUpSend } from "../outbound/hand-to-provider.ts";
import type { Deps } from "../ports.ts";
import type { Step } from "./steps.ts";

const AT_ONCE = 5;
/** Longer than this nobody waits to hear what became of a message. */
const MOST_DAYS = 3;

/**
 * Settles the next messages whose answer was lost by what the provider's log says of them by now; whom it says nothing of fails after three
 * days, and its ticket hears of it. None is sent again.
 */
export async function settleUnconfirmed(deps: Deps, recovery: Recovery, provider: Provider): Promise<Step> {
  const { isDryRun, place } = recovery;
  const after = typeof place.after === "string" ? place.after : null;
  const next = await unconfirmedOf(deps.db, { provider, after, limit: AT_ONCE });
  let unconfirmed = 0;
  for (const one of next) if (isDryRun || (await isSettled(deps, one))) unconfirmed += 1;
  return {
    place: { ...place, after: next.at(-1)?.logId ?? after },
    counts: { unconfirmed },
    isOver: next.length < AT_ONCE,
    calls: 2 * next.length,
  };
}

async function isSettled(deps: Deps, { logId, days }: { logId: string; days: number }): Promise<boolean> {
  const { db } = deps;
  const send = await takeSend(db, logId);
  // Somebody has just decided in the console that it goes out once more: that is for the task that was promised then.
  if (send?.taken) await releaseSend(db, send);
  if (!send?.handedOverAt || !send.isUnconfirmed) return false;
  const { outcome } = await lookUpSend(deps, send, send.handedOverAt);
  if (outcome === "was-sent") return true;
  const onlyUnconfirmed = { onlyUnconfirmed: true };
  if (outcome === "was-not-sent") {
    return endSend(db, logId, { status: "failed", ...UNSENT.neverArrived }, onlyUnconfirmed);
  }
  if (outcome === "later" || days < MOST_DAYS) return false;
  return endSend(db, logId, { status: "failed", ...UNSENT.neverConfirmed }, onlyUnconfirmed);
}
