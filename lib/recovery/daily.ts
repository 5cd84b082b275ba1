import { beginRecovery, notLookedAtToday } from "../db/recoveries/recoveries.ts";
import { NotDurableError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { canBeLookedAt } from "./steps.ts";

/**
 * Once a day, each upstream that is set up is looked at for what never reached us; called more often, nothing happens. That it could not be
 * promised must not keep the tasks from running: the next call promises it.
 */
export async function promiseDailyRecoveries(deps: Pick<Deps, "db" | "env" | "log">): Promise<void> {
  try {
    for (const upstream of await notLookedAtToday(deps.db, canBeLookedAt(deps)))
      await beginRecovery(deps.db, { upstream, since: null });
  } catch (error) {
    if (!(error instanceof NotDurableError)) throw error;
    deps.log.warn("The daily recovery could not be promised: the database did not confirm");
  }
}
