import { LONGEST_SECONDS } from "../domain/tasks/wake-moment.ts";

/** What failed is tried again after so long. */
const AGAIN_SECONDS = 30;

/**
 * Wakes this process itself, for as long as it lives, which it does not prolong: the earliest moment asked for counts, and whoever works then
 * says when next.
 */
export function createTimer(work: () => Promise<void>): {
  at(dueInSeconds: number): Promise<void>;
  stop(): void;
} {
  let timer: NodeJS.Timeout | undefined;
  let firesAt = Number.POSITIVE_INFINITY;

  const stop = () => {
    clearTimeout(timer);
    firesAt = Number.POSITIVE_INFINITY;
  };
  const at = async (dueInSeconds: number) => {
    // More than 24 days would be none, for setTimeout: it would fire at once.
    const at = performance.now() + Math.min(Math.max(dueInSeconds, 0), LONGEST_SECONDS) * 1000;
    if (firesAt <= at) return;
    stop();
    firesAt = at;
    timer = setTimeout(fire, Math.max(0, at - performance.now())).unref();
  };
  const fire = () => {
    stop();
    // Whatever failed has said so in the log.
    work().catch(() => at(AGAIN_SECONDS));
  };
  return { at, stop };
}
