import { promiseDailyPurge, promiseLatePurge } from "../db/retention/purges.ts";
import type { Deps } from "../ports.ts";

type Needed = Pick<Deps, "db" | "log">;

/** Today's purge is promised, if it was not yet. That it could not be must not keep the tasks from running: the next call promises it. */
export function beginDailyPurge({ db, log }: Needed): Promise<void> {
  return promiseDailyPurge(db).catch(() => log.warn(UNPROMISED));
}

/** Somebody looks, and cron has not called for days: what is old is forgotten all the same. */
export function beginLatePurge({ db, log }: Needed): Promise<void> {
  return promiseLatePurge(db).catch(() => log.warn(UNPROMISED));
}

const UNPROMISED = "The daily purge could not be promised: the database did not confirm";
