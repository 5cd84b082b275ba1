import { markSeen, type Recurring } from "../db/stats/last-seen.ts";
import type { Deps } from "../ports.ts";

/** Cron called, or the queue: the doctor says when, and misses them. That this could not be noted must not keep the tasks from running. */
export async function noteCall({ db, log }: Pick<Deps, "db" | "log">, what: Recurring): Promise<void> {
  await markSeen(db, what).catch(() =>
    log.warn(`That ${what} called could not be noted: the database did not confirm`),
  );
}
