import { handOverUndelivered } from "../db/assistant/turns.ts";
import type { Deps } from "../ports.ts";
import { tellUntold } from "./tell-untold.ts";

/** An answer of the assistant's did not reach its contact, as far as anybody knows: a person reads what they wrote, once, and why. */
export async function handOverAnswer(deps: Deps, turnId: string): Promise<void> {
  const logIds = await handOverUndelivered(deps.db, turnId);
  // What stands on a ticket already has nobody else who tells it.
  for (const logId of logIds) await tellUntold(deps, logId);
}
