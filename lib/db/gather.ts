import { NotDurableError } from "../errors.ts";
import { isRace } from "./database-error.ts";

/** Calls that one statement takes; more would make its answer slow for everybody in it. */
const MAX_TOGETHER = 200;

type Waiting<Item, Result> = {
  items: Item[];
  resolve: (results: Result[] | Promise<Result[]>) => void;
  reject: (error: unknown) => void;
};

/**
 * Makes calls that arrive together share one statement: what comes while a run is under way goes into the next one. A
 * lone call runs at once and waits for nobody. Each call is answered with the results of the whole run; when a run fails
 * by its content, each call gets a run of its own, so that one bad element spoils nothing for the others.
 */
export function gather<Item, Result>(
  run: (items: Item[]) => Promise<Result[]>,
): (items: Item[]) => Promise<Result[]> {
  const waiting: Waiting<Item, Result>[] = [];
  let running = false;

  const runTogether = async (calls: Waiting<Item, Result>[]) => {
    try {
      const results = await run(calls.flatMap(({ items }) => items));
      for (const { resolve } of calls) resolve(results);
    } catch (error) {
      const isShared = calls.length === 1 || (error instanceof NotDurableError && !isRace(error));
      for (const { items, resolve, reject } of calls) isShared ? reject(error) : resolve(run(items));
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
