import { forgetCounts } from "../db/bulk/batches-listed.ts";
import { failureCodes, hasRetryable, retryMessages } from "../db/bulk/retries.ts";
import type { Actor } from "../domain/access/actor.ts";
import { mayBeRetried } from "../domain/failures/failure-reason.ts";
import type { Deps } from "../ports.ts";

const PER_STATEMENT = 2_000;

/**
 * Sends again what failed in a batch for a reason that may have passed, each once a failure. What would fail again, or may have
 * arrived, is left alone. Returns how many, null for no such batch.
 */
export async function retrySending(
  { db }: Pick<Deps, "db">,
  batchId: string,
  actor: Actor,
): Promise<number | null> {
  const passing = await passingCodes(db, batchId);
  if (!passing) return null;
  let retried = 0;
  for (;;) {
    const again = await retryMessages(db, { batchId, codes: passing, limit: PER_STATEMENT, actor });
    retried += again;
    if (again > 0) continue;
    if (retried > 0) await forgetCounts(db, batchId);
    return retried;
  }
}

/** Whether anything failed in a batch that would be sent again. */
export async function canRetrySending({ db }: Pick<Deps, "db">, batchId: string): Promise<boolean> {
  const codes = await passingCodes(db, batchId);
  return codes !== null && hasRetryable(db, { batchId, codes });
}

/** Codes with which messages of a batch failed, and may not fail again; null for no such batch. */
async function passingCodes(db: Deps["db"], batchId: string): Promise<string[] | null> {
  const codes = await failureCodes(db, batchId);
  return codes?.flatMap(({ provider, code }) => (code && mayBeRetried(provider, code) ? [code] : [])) ?? null;
}
