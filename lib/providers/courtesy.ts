import { UpstreamError } from "../errors.ts";

/** Nothing depends on a courtesy, so nobody waits longer for it. */
const COURTESY_MS = 1_000;

/** After one that failed, customers go without for so long: each would hold up its task for a second. */
const QUIET_MS = 60_000;

/**
 * A call that nothing depends on: it has a second, and after a failure that is not its message's own, none is made for a minute.
 * @throws {UpstreamError}
 */
export function createCourtesy(call: (messageId: string, signal: AbortSignal) => Promise<unknown>) {
  let quietUntil = Number.NEGATIVE_INFINITY;
  return async (messageId: string): Promise<void> => {
    if (performance.now() < quietUntil) return;
    try {
      await call(messageId, AbortSignal.timeout(COURTESY_MS));
    } catch (error) {
      const isOfOneMessage = error instanceof UpstreamError && error.failure === "rejected";
      if (!isOfOneMessage) quietUntil = performance.now() + QUIET_MS;
      throw error;
    }
  };
}
