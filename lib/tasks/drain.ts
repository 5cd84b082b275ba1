import type { Drain } from "../ports.ts";

/** A task is settled: whether that was a look as well, and what of it still goes on beside. */
export type End = { hasLooked: boolean; beside?: Promise<unknown> | undefined };

/** What a look at the tasks began, and when the next is due. */
export type Look = {
  /** One promise a task, which resolves when it is settled. */
  begun: Promise<End | undefined>[];
  nextDueInSeconds?: number | null;
  /** Nothing was due beyond that when it looked, and nobody else looked meanwhile. */
  isAll?: boolean;
};

/** Lets a settlement look as well: it tells of its look by what this returns. Null while no task may begin. */
export type Beside = () => ((look: Look) => void) | null;

type DrainOptions = {
  /** Begins due tasks for which there is a slot, and those that their settlements find. */
  takeDue: (beside: Beside) => Promise<Look>;
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
  const running = new Set<Promise<unknown>>();
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
  /** When the next is due, as the last look was told, and the events that were known then. */
  let told: { at: number; inSeconds: number | null; from: number } | undefined;
  let wake = () => {};
  /** Until when tasks are begun by the drain that runs now. */
  let endsAt = Number.NEGATIVE_INFINITY;

  const happened = () => {
    events += 1;
    wake();
  };
  const watch = (begun: Look["begun"]) => {
    if (begun.length > 0) {
      hasBegun = true;
      insurance = ifWeDie?.();
    }
    for (const task of begun) {
      wait(task, (end) => {
        if (end?.beside) wait(end.beside, () => wake());
        end?.hasLooked ? wake() : happened();
      });
    }
  };
  const wait = <T>(work: Promise<T>, then: (value: T) => void) => {
    const watched = work.then((value) => {
      running.delete(watched);
      then(value);
    });
    running.add(watched);
  };
  const tell = (seconds: number | null | undefined) => {
    // Where nobody could be taken, nobody was asked.
    told = seconds === undefined ? undefined : { at: seen, inSeconds: seconds, from: performance.now() };
  };
  const begin = async () => {
    lookedFor = calls;
    seen = events;
    const { begun, nextDueInSeconds: next } = await takeDue(beside);
    tell(next);
    watch(begun);
  };
  /** A task's end and a look in one: nothing else is looked for, unless something happened meanwhile, or it did not see all. */
  const beside: Beside = () => {
    if (!looking || performance.now() >= endsAt) return null;
    const before = events;
    const isFresh = seen === events;
    return ({ begun, nextDueInSeconds: next, isAll }) => {
      const isSeen = isFresh && isAll && events === before;
      events += 1;
      if (isSeen) {
        seen = events;
        tell(next);
      }
      watch(begun);
      wake();
    };
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
    endsAt = performance.now() + Math.min(budgetMs, leftMs);
    lookedFor = calls;
    while (performance.now() < endsAt) {
      await beginPatiently();
      // What one look leaves has no slot, or is not due: the next is worth its while when something has happened.
      if (!(await somethingHappens())) return;
    }
  };
  /** A call comes, a task ends that has not looked, one comes due, or the time is up: true. Nothing will in the time that is left: false. */
  const somethingHappens = async () => {
    for (;;) {
      if (seen < events) return true;
      const leftMs = endsAt - performance.now();
      if (leftMs <= 0) return true;
      const dueInMs = patienceMs === 0 ? null : dueSoonInMs();
      const comesDue = dueInMs !== null && dueInMs <= leftMs && (running.size > 0 || dueInMs <= patienceMs);
      if (!comesDue && running.size === 0) return false;
      const woke = await awoken(comesDue ? dueInMs : leftMs);
      if (woke === "in time") return true;
    }
  };
  const dueSoonInMs = () => {
    // Due when it was asked for, and yet not taken: another instance has it, or there is no slot.
    if (told?.inSeconds == null || told.inSeconds <= 0) return null;
    return Math.max(0, told.from + told.inSeconds * 1000 - performance.now());
  };
  const awoken = (afterMs: number) =>
    new Promise<"in time" | "before">((resolve) => {
      const timer = setTimeout(() => resolve("in time"), afterMs);
      wake = () => {
        clearTimeout(timer);
        resolve("before");
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
    return told.inSeconds && told.inSeconds - (performance.now() - told.from) / 1000;
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
    // What ends may have begun others.
    while (running.size > 0) await Promise.all(running);
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
