import { promiseDailyPurge } from "../db/retention/purges.ts";
import type { Deps } from "../ports.ts";

/** Today's purge is promised, if it was not yet. That it could not be must not keep the tasks from running: the next call promises it. */
export async function beginDailyPurge({ db, log }: Pick<Deps, "db" | "log">): Promise<void> {
  await promiseDailyPurge(db).catch(() =>
    log.warn("The daily purge could not be promised: the database did not confirm"),
  );
}
