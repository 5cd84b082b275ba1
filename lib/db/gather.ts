import { NotDurableError } from "../errors.ts";
import { isRace } from "./database-error.ts";
import { type Split, splitRefused } from "./split-refused.ts";

/** Calls that one statement takes; more would make its answer slow for everybody in it. */
const MAX_TOGETHER = 200;

type Waiting<Item, Taken> = {
  items: Item[];
  resolve: (split: Split<Item, Taken> | Promise<Split<Item, Taken>>) => void;
  reject: (error: unknown) => void;
};

/**
 * Makes calls that arrive together share one statement: what comes while a run is under way goes into the next one. A
 * lone call runs at once and waits for nobody. Each call is answered with what the whole run took, and with those of its own items that
 * PostgreSQL refuses, which spoil nothing for the others; when a run fails by a race, each call gets a run of its own.
 */
export function gather<Item, Taken>(
  run: (items: Item[]) => Promise<Taken>,
): (items: Item[]) => Promise<Split<Item, Taken>> {
  const waiting: Waiting<Item, Taken>[] = [];
  let running = false;

  const runTogether = async (calls: Waiting<Item, Taken>[]) => {
    try {
      const { taken, refused } = await splitRefused(
        calls.flatMap(({ items }) => items),
        run,
      );
      for (const { items, resolve } of calls)
        resolve({ taken, refused: refused.filter(({ item }) => items.includes(item)) });
    } catch (error) {
      const isShared = calls.length === 1 || (error instanceof NotDurableError && !isRace(error));
      for (const { items, resolve, reject } of calls)
        isShared ? reject(error) : resolve(splitRefused(items, run));
    }
  };
  const runAll = async () => {
    running = true;
    while (waiting.length > 0) await runTogether(waiting.splice(0, MAX_TOGETHER));
    running = false;
  };

  return (items) =>
    new Promise((resolve, reject) => {
      waiting.push({ items, resolve, reject });
      if (!running) void runAll();
    });
}
