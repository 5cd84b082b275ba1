import { setTimeout } from "node:timers/promises";
import type { Db } from "../db/client.ts";
import { countHour, hoursToCount } from "../db/stats/hourly-counts.ts";
import { NotDurableError } from "../errors.ts";
import type { Deps } from "../ports.ts";

/** What one call counts at most: `withinMs` is when no other hour is begun. Newest first, so that what is left out is the oldest. */
type Bounds = { since: Date | null; atMost: number; withinMs: number };

/** A call of cron's. Where it comes once a day only, some 340 hours are due each time. */
const A_CRON = { atMost: 1000, withinMs: 20_000 };

/** Somebody is woken for something else: this hour and the last, which change. */
const IN_PASSING = { sinceMs: 3_600_000, atMost: 2, withinMs: 2_000 };

/**
 * Somebody looks: the current and the last hour, and then whatever else of the days that are shown is due, so that a deployment whose
 * cron comes once a day is right as well. Nobody waits longer than `patienceMs`, and sees what was counted until then.
 */
const A_LOOK = { days: 31, atMost: 100, withinMs: 300, patienceMs: 800 };

/** Counts what is due, of all times, a bounded part of it; a database that does not confirm keeps nobody from anything else. */
export function countInCron(deps: Pick<Deps, "db" | "log">): Promise<void> {
  return count(deps, { since: null, ...A_CRON });
}

/** Counts this hour and the last, as far as they are due; a database that does not confirm keeps nobody from anything else. */
export function countInPassing(deps: Pick<Deps, "db" | "log">): Promise<void> {
  const { sinceMs, ...bounds } = IN_PASSING;
  return count(deps, { since: new Date(Date.now() - sinceMs), ...bounds });
}

const looks = new WeakMap<Db, Promise<void>>();

/** Counts what is due of the last month, for somebody who waits. Who comes meanwhile waits for the same count. */
export async function countForLook(deps: Pick<Deps, "db" | "log">): Promise<void> {
  const { days, patienceMs, ...bounds } = A_LOOK;
  const since = new Date(Date.now() - days * 86_400_000);
  const look = looks.get(deps.db) ?? count(deps, { since, ...bounds }).finally(() => looks.delete(deps.db));
  looks.set(deps.db, look);
  const waiting = new AbortController();
  const patience = setTimeout(patienceMs, undefined, { signal: waiting.signal }).catch(() => {});
  await Promise.race([look, patience]).finally(() => waiting.abort());
}

async function count(
  { db, log }: Pick<Deps, "db" | "log">,
  { since, atMost, withinMs }: Bounds,
): Promise<void> {
  const endsAt = performance.now() + withinMs;
  try {
    for (const hour of await hoursToCount(db, { since, limit: atMost })) {
      if (performance.now() >= endsAt) return;
      await countHour(db, hour);
    }
  } catch (error) {
    // Old counts are better than none, and say themselves how far they reach.
    if (!(error instanceof NotDurableError)) throw error;
    log.warn("The contact log could not be counted: the database did not confirm");
  }
}
