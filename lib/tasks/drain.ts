import type { Drain } from "../ports.ts";

type DrainOptions = {
  /** Begins due tasks for which there is a slot; returns a promise for each, which resolves when it is settled. */
  takeDue: () => Promise<Promise<void>[]>;
  nextDueInSeconds: () => Promise<number | null>;
  /** No task is begun after this long. */
  budgetMs: number;
  /** How long to stay for a task that comes due soon, such as a first retry; and to try again when the database fails. */
  patienceMs: number;
  /** How long before the function's end no task is begun that might not end in time. */
  lastBeginsMs: number;
  /** When the platform ends this function; undefined where nobody does. */
  deadline: () => Date | undefined;
  /** Has us woken in so many seconds; undefined where somebody looks in every minute. */
  wakeAt?: ((dueInSeconds: number) => Promise<void>) | undefined;
  /** Has somebody look after us, should this instance die with what it begins. */
  ifWeDie?: (() => Promise<void>) | undefined;
};

/** When to look again where the database does not say what is due, or says that something is which nobody here can take. */
const AGAIN_SECONDS = 60;

/** Looks that fail in a row before a drain gives up, and what lies between them. */
const FAILED_LOOKS = 3;
const FAILED_LOOK_MS = 1_000;

/**
 * A drain that works off what is due; an instance has one at a time. A task that settles makes room for the next at once. A call
 * while it runs is promised another look at the tasks after its own commit; it resolves when what was begun is settled, and somebody
 * wakes us for what is left.
 */
export function createDrain(options: DrainOptions): Drain {
  const { takeDue, nextDueInSeconds, budgetMs, patienceMs, lastBeginsMs, deadline, wakeAt, ifWeDie } =
    options;
  const running = new Set<Promise<void>>();
  let looking: Promise<void> | undefined;
  /** Calls until now, and those among them that came before the last look began. */
  let calls = 0;
  let lookedFor = 0;
  /** Calls and settled tasks until now, and those among them that came before the last look began. */
  let events = 0;
  let seen = 0;
  /** Those that were known when it was last said when to wake us. */
  let saidAfter = 0;
  let said: Promise<void> | undefined;
  let hasBegun = false;
  let insurance: Promise<void> | undefined;
  /** The next due time as the database told it last, and the events that were known then. */
  let told: { at: number; dueAtMs: number | null } | undefined;
  let wake = () => {};

  const happened = () => {
    events += 1;
    wake();
  };
  const begin = async () => {
    lookedFor = calls;
    seen = events;
    const begun = await takeDue();
    if (begun.length > 0) {
      hasBegun = true;
      insurance = ifWeDie?.();
    }
    for (const task of begun) {
      running.add(task);
      void task.then(() => {
        running.delete(task);
        happened();
      });
    }
  };
  const beginPatiently = async () => {
    for (let failed = 1; ; failed += 1) {
      try {
        return await begin();
      } catch (error) {
        if (patienceMs === 0 || failed === FAILED_LOOKS) throw error;
        await awoken(FAILED_LOOK_MS);
      }
    }
  };
  const work = async () => {
    const leftMs = (deadline()?.getTime() ?? Number.POSITIVE_INFINITY) - Date.now() - lastBeginsMs;
    const endsAt = performance.now() + Math.min(budgetMs, leftMs);
    lookedFor = calls;
    while (performance.now() < endsAt) {
      await beginPatiently();
      // What one look leaves has no slot, or is not due: the next is worth its while when something has happened.
      if (!(await somethingHappens(endsAt))) return;
    }
  };
  /** A call comes, a task ends, or one comes due: true. Nothing will in the time that is left: false. */
  const somethingHappens = async (endsAt: number) => {
    const dueInMs = patienceMs === 0 ? null : await dueSoonInMs();
    if (seen < events) return true;
    const leftMs = endsAt - performance.now();
    if (dueInMs !== null && dueInMs <= leftMs && (running.size > 0 || dueInMs <= patienceMs))
      return awoken(dueInMs);
    return running.size > 0 ? awoken(leftMs) : false;
  };
  const dueSoonInMs = async () => {
    const at = events;
    const seconds = await nextDueInSeconds();
    told = { at, dueAtMs: seconds === null ? null : performance.now() + seconds * 1000 };
    // Due now, and yet not taken: another instance has it, or there is no slot.
    return seconds === null || seconds <= 0 ? null : seconds * 1000;
  };
  const awoken = (afterMs: number) =>
    new Promise<true>((resolve) => {
      const timer = setTimeout(() => wake(), afterMs);
      wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });

  /** The last to leave says when to come back. */
  const sayWhenNext = async () => {
    if (!wakeAt || running.size > 0) return;
    if (saidAfter !== events) said = askToBeWoken(wakeAt);
    saidAfter = events;
    await said;
  };
  /** In seconds; asked once more only where something has happened since. */
  const nextDue = async () => {
    if (told?.at !== events) return nextDueInSeconds();
    return told.dueAtMs === null ? null : (told.dueAtMs - performance.now()) / 1000;
  };
  const askToBeWoken = async (at: (dueInSeconds: number) => Promise<void>) => {
    const isGettingOn = hasBegun;
    hasBegun = false;
    const seconds = await nextDue().catch(() => AGAIN_SECONDS);
    await insurance;
    if (seconds !== null) await at(seconds > 0 || isGettingOn ? seconds : AGAIN_SECONDS);
  };

  return async ({ comesAgain } = { comesAgain: false }) => {
    calls += 1;
    const mine = calls;
    happened();
    let failed: { error: unknown } | undefined;
    do {
      looking ??= work().finally(() => {
        looking = undefined;
      });
      failed = await looking.then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      // Where it ended before it looked for this call, another begins.
    } while (lookedFor < mine);
    await Promise.all(running);
    // Asked for as well, each failure would leave two that come again, and those four.
    if (!failed || !comesAgain) await sayWhenNext();
    if (failed) throw failed.error;
  };
}

/** A drain for callers that promised work: should this instance die with it, somebody looks after it. */
export function insured(ifWeDie: () => Promise<void>, drain: Drain): Drain {
  return async () => {
    const asked = ifWeDie();
    await drain().finally(() => asked);
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
