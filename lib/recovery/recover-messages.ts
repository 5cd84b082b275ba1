import * as z from "zod/mini";
import type { Recovery } from "../db/recoveries/recoveries.ts";
import type { Deps } from "../ports.ts";
import { defineTask } from "../tasks/define.ts";
import { readNextSpan } from "./read-next-span.ts";
import { settleUnconfirmed } from "./settle-unconfirmed.ts";
import { giveUp, type Step, takeSteps } from "./steps.ts";

/**
 * Looks for what a provider's own log has and we have not: messages to us, whose webhook never came, and statuses of ours; then for
 * what became of messages whose answer was lost.
 */
export const recoverMessages = defineTask({
  payload: z.object({ recoveryId: z.string() }),

  handle: ({ recoveryId }, deps) => takeSteps(deps, recoveryId, takeStep),

  onDead: ({ recoveryId }, deps) => giveUp(deps, recoveryId),
});

function takeStep(deps: Deps, recovery: Recovery): Promise<Step> {
  const provider = recovery.upstream === "zendesk" ? undefined : recovery.upstream;
  if (!provider) throw new Error("Zendesk has no messages of ours");
  const { listLog } = deps.channel(provider);
  if (!listLog || recovery.place.isRead === true) return settleUnconfirmed(deps, recovery, provider);
  return readNextSpan(deps, recovery, { provider, listLog });
}
