import { setTimeout } from "node:timers/promises";
import pg from "pg";

/** How long work tries to get hold of what others use, and what it says meanwhile. */
export type Patience = { pauseMs: number; patienceMs: number; say: (sentence: string) => void };

export const PATIENCE: Patience = { pauseMs: 5_000, patienceMs: 5 * 60_000, say: console.log };

/** A lock was not to be had in time, or two waited for each other and this one gave way. */
const IN_USE = new Set(["55P03", "40P01"]);

/**
 * Does work that gives up a lock soon, again and again until it gets what it needs. Between two tries all who came in the meantime pass.
 * @throws {Error} naming what to look for, when somebody else had it all the time
 */
export async function whenFree<T>(
  work: () => Promise<T>,
  { pauseMs, patienceMs, say }: Patience,
): Promise<T> {
  const givesUpAt = performance.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isInUse(error)) throw error;
      if (performance.now() > givesUpAt) throw new Error(STILL_IN_USE, { cause: error });
      say(`A table is in use by another transaction: trying again in ${pauseMs / 1000} s.`);
      await setTimeout(pauseMs);
    }
  }
}

const STILL_IN_USE =
  "a table was in use by another transaction all the time: end it (pg_stat_activity shows the oldest by xact_start), or wait for an autovacuum of a large table to end, then run this again";

function isInUse(error: unknown): boolean {
  // drizzle-orm wraps what the driver threw.
  const cause = error instanceof pg.DatabaseError ? error : error instanceof Error ? error.cause : undefined;
  return cause instanceof pg.DatabaseError && IN_USE.has(cause.code ?? "");
}
