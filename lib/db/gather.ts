import { NotDurableError } from "../errors.ts";
import { createRunApart, type Entry, isLate } from "./run-apart.ts";
import { type Split, splitRefused } from "./split-refused.ts";

/** Calls that one statement takes; more would make its answer slow for everybody in it. */
const MAX_TOGETHER = 200;
/** Items that one takes: the other half of the largest batch goes into a second one beside it, on another of the database's cores. */
const MAX_ITEMS = 500;

/** A statement that takes longer has met a lock, most likely: the next one begins beside it. */
const SLOW_AFTER_MS = 100;
const STATEMENTS_AT_ONCE = 2;
/** For all in a statement, since all of them wait for the row that one of them needs. */
const TOGETHER_WAIT_MS = 200;

/** Callers hear a refusal after 3.5 s. */
const PATIENCE_MS = 3_000;

type Outcome<Taken> = { taken: Taken } | { refusedFor: string } | { error: unknown };

type Gathered<Item, Taken> = {
  /** Resolves to an answer for each item, in their order. */
  run: (items: Item[], lockTimeoutMs: number) => Promise<Taken[]>;
  /** Whom or what an item is about: there is at least one. */
  keysOf: (item: Item) => string[];
};

/**
 * Makes calls that arrive together share one statement: what comes while a run is under way goes into the next one. A
 * lone call runs at once and waits for nobody. Each call is answered for its own items alone, in their order, and hears
 * which of them PostgreSQL refuses, which spoil nothing for the others.
 *
 * A run that takes long, or is full, gets another one beside it; a call that is to stay whole is in one. When it meets a lock, or loses
 * a race, its calls are run again apart, so that whoever waits for a row that somebody holds is in nobody's way. Items that share a key
 * are never in two runs at once, so that they are stored in the order in which they came.
 */
export function gather<Item, Taken>({
  run,
  keysOf,
}: Gathered<Item, Taken>): (items: Item[], options?: { isWhole?: boolean }) => Promise<Split<Item, Taken>> {
  type Mine = Entry & {
    item: Item;
    call: object;
    isWhole: boolean;
    settle: (outcome: Outcome<Taken>) => void;
  };
  const underWay = new Set<Mine>();
  let waiting: Mine[] = [];

  const settle = (entry: Mine, outcome: Outcome<Taken>) => {
    underWay.delete(entry);
    entry.settle(outcome);
  };
  const giveUp = (entries: Mine[], error: unknown) => {
    for (const entry of entries) settle(entry, { error });
  };
  const attempt = async (entries: Mine[], lockTimeoutMs: number) => {
    try {
      const { taken, refused } = await splitRefused(entries, async (some) => {
        const items = some.map(({ item }) => item);
        const answers = await run(items, lockTimeoutMs);
        if (answers.length !== items.length)
          throw new Error(`${items.length} items had ${answers.length} answers`);
        return answers.map((answer, n) => ({ entry: some[n], answer }));
      });
      for (const { entry, answer } of taken.flat()) if (entry) settle(entry, { taken: answer });
      for (const { item: entry, why } of refused) settle(entry, { refusedFor: why });
      return undefined;
    } catch (error) {
      return { error };
    }
  };
  const runApart = createRunApart<Mine>({ attempt, giveUp });

  const runTogether = async (entries: Mine[]) => {
    const failed = await attempt(entries, TOGETHER_WAIT_MS);
    // Beside the statements that follow, which do not wait for it.
    if (failed) void runApart(entries, failed.error).finally(runNext);
  };
  const runNext = takeTurns(() => {
    const { ready, left } = readyOf(waiting, underWay);
    waiting = left;
    const late = ready.filter((entry) => isLate(entry));
    // An error is dear to make: its stack is written down.
    if (late.length > 0) giveUp(late, new NotDurableError("the database did not confirm what came before"));
    const entries = ready.filter((entry) => !late.includes(entry));
    for (const entry of entries) underWay.add(entry);
    return entries.length > 0
      ? { done: runTogether(entries), isFull: entries.length >= MAX_ITEMS }
      : undefined;
  });

  return async (items, { isWhole = false } = {}) => {
    const call = {};
    const givenUpAt = performance.now() + PATIENCE_MS;
    const outcomes = items.map(
      (item) =>
        new Promise<Outcome<Taken>>((answer) => {
          waiting.push({ item, keys: keysOf(item), call, isWhole, givenUpAt, settle: answer });
        }),
    );
    runNext();
    return splitOf(items, await Promise.all(outcomes));
  };
}

/** Begins what `next` begins, one at a time, and a second one beside the first when that takes long, as one that is full will. */
function takeTurns(next: () => { done: Promise<void>; isFull: boolean } | undefined): () => void {
  let running = 0;
  let isFrontFree = true;
  const run = async () => {
    if (!isFrontFree || running === STATEMENTS_AT_ONCE) return;
    const turn = next();
    if (!turn) return;
    running += 1;
    isFrontFree = false;
    let isInFront = true;
    const leaveFront = () => {
      if (isInFront) isFrontFree = true;
      isInFront = false;
      void run();
    };
    const timer = setTimeout(leaveFront, SLOW_AFTER_MS);
    if (turn.isFull) leaveFront();
    await turn.done;
    clearTimeout(timer);
    running -= 1;
    leaveFront();
  };
  return () => void run();
}

/** Those that may run now: nothing about the same is under way, or waits before them. */
function readyOf<Mine extends Entry & { call: object; isWhole: boolean }>(
  waiting: Mine[],
  underWay: Iterable<Mine>,
) {
  const busy = new Set([...underWay].flatMap(({ keys }) => keys));
  const calls = new Set<object>();
  const ready: Mine[] = [];
  const left: Mine[] = [];
  for (const entry of waiting) {
    const goesAlong = calls.has(entry.call) && (entry.isWhole || ready.length < MAX_ITEMS);
    const hasRoom = goesAlong || (calls.size < MAX_TOGETHER && ready.length < MAX_ITEMS);
    if (hasRoom && !entry.keys.some((key) => busy.has(key))) {
      ready.push(entry);
      calls.add(entry.call);
    } else {
      left.push(entry);
      for (const key of entry.keys) busy.add(key);
    }
  }
  return { ready, left };
}

function splitOf<Item, Taken>(items: Item[], outcomes: Outcome<Taken>[]): Split<Item, Taken> {
  const failed = outcomes.find((outcome) => "error" in outcome);
  if (failed) throw failed.error;
  const refused = items.flatMap((item, n) => {
    const outcome = outcomes[n];
    return outcome && "refusedFor" in outcome ? [{ item, why: outcome.refusedFor }] : [];
  });
  return { taken: outcomes.flatMap((outcome) => ("taken" in outcome ? [outcome.taken] : [])), refused };
}
