import { AsyncLocalStorage } from "node:async_hooks";

/** What `@vercel/functions` reads: `waitUntil` keeps the instance alive, `getDeadline` says for how long. */
type RequestContext = { waitUntil(promise: Promise<unknown>): void; deadline: number };

const contexts = new AsyncLocalStorage<RequestContext>();

/**
 * Keeps account of the work that requests leave behind, as a Vercel instance does. Several servers in one process each
 * have their own, since a request's context follows its promises.
 */
export function trackBackgroundWork() {
  // Where @vercel/functions looks for its runtime.
  Object.assign(globalThis, { [Symbol.for("@vercel/request-context")]: { get: () => contexts.getStore() } });
  const pending = new Set<Promise<unknown>>();

  function waitUntil(promise: Promise<unknown>): void {
    const settled = promise
      .catch((error) => console.error("Background work failed:", error))
      .finally(() => pending.delete(settled));
    pending.add(settled);
  }

  return {
    /** Runs a request; it counts as unfinished work too, so that one that still reads may leave work behind. */
    run<T>(maxDurationSeconds: number, work: () => Promise<T>): Promise<T> {
      const context = { waitUntil, deadline: Date.now() + maxDurationSeconds * 1000 };
      const running = contexts.run(context, work);
      waitUntil(running.catch(() => {})); // the caller answers for its failure
      return running;
    },
    /** Resolves when nothing is under way any more, or after `timeoutMs`. */
    async finish(timeoutMs: number): Promise<void> {
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<"late">((resolve) => {
        timer = setTimeout(resolve, timeoutMs, "late");
      });
      while (pending.size > 0 && (await Promise.race([Promise.all(pending), timeout])) !== "late");
      clearTimeout(timer);
    },
  };
}
