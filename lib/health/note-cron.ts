import { markSeen } from "../db/stats/last-seen.ts";
import type { Deps } from "../ports.ts";

/** Cron called: the doctor misses it when it stays away. That this could not be noted must not keep the tasks from running. */
export async function noteCron({ db, log }: Pick<Deps, "db" | "log">): Promise<void> {
  await markSeen(db, "cron/tasks").catch(() =>
    log.warn("Cron's call could not be noted: the database did not confirm"),
  );
}
