type DrainOptions = {
  /** Runs some due tasks and returns how many there were. */
  runDue: () => Promise<number>;
  nextDueInSeconds: () => Promise<number | null>;
  /** No batch is begun after this long: a function that is killed in mid-task leaves it to the next. */
  budgetMs: number;
  /** How long to stay for a task that comes due soon, such as a first retry. */
  patienceMs: number;
};

export type Drain = () => Promise<void>;

/**
 * A drain that works off what is due, one at a time in each instance: a call while it runs is promised another look
 * at the tasks after its own commit, and resolves when that look found nothing.
 */
export function createDrain({
  runDue,
  nextDueInSeconds,
  budgetMs,
  patienceMs,
}: DrainOptions): () => Promise<void> {
  let running: Promise<void> | undefined;
  let lookAgain = false;
  let wake = () => {};

  const drain = async () => {
    const endsAt = performance.now() + budgetMs;
    try {
      while (lookAgain && performance.now() < endsAt) {
        lookAgain = false;
        if ((await runDue()) > 0 || (await somethingIsDueSoon(endsAt))) lookAgain = true;
      }
    } finally {
      running = undefined;
    }
  };
  const somethingIsDueSoon = async (endsAt: number) => {
    if (patienceMs === 0) return false;
    const seconds = await nextDueInSeconds();
    // Due now, and yet not taken: another instance has it.
    if (seconds === null || seconds <= 0) return false;
    const waitMs = seconds * 1000;
    if (waitMs > patienceMs || performance.now() + waitMs > endsAt) return false;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (lookAgain) wake();
    });
    return true;
  };

  return async () => {
    lookAgain = true;
    wake();
    running ??= drain();
    const failed = await running.then(
      () => null,
      (error: unknown) => ({ error }),
    );
    // It ended, by its time or by an error, before it looked for this caller.
    if (lookAgain) {
      running ??= drain();
      return running;
    }
    if (failed) throw failed.error;
  };
}

/** A drain that does nothing when it began less than `everyMs` ago: for callers that promised no work themselves. */
export function atMostEvery(everyMs: number, drain: Drain): Drain {
  let beganAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = performance.now();
    if (now - beganAt < everyMs) return;
    beganAt = now;
    await drain();
  };
}
