import { noteCall } from "../health/note-call.ts";
import type { Deps } from "../ports.ts";
import { countInPassing } from "../stats/count-hours.ts";

/** Somebody woke us: what is due is done, and when next has been said. @throws {NotDurableError} when the database is away: try again */
export async function wakeUp(
  deps: Pick<Deps, "db" | "log" | "drainOnTime">,
  by: "queue" | "timer",
): Promise<void> {
  await noteCall(deps, `wake/${by}`);
  await deps.drainOnTime({ comesAgain: true });
  await countInPassing(deps);
}
