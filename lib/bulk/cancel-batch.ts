import { cancelBatch, cancelUnsent } from "../db/bulk/batches.ts";
import { forgetCounts } from "../db/bulk/batches-listed.ts";
import type { Actor } from "../domain/access/actor.ts";
import type { Deps } from "../ports.ts";

/** Messages that one statement ends. */
const PER_STATEMENT = 5_000;

/** Nothing of the batch is sent any more; what a provider has already arrives. Returns how many messages that spared, null for no such batch. */
export async function cancelSending(
  { db }: Pick<Deps, "db">,
  batchId: string,
  actor: Actor,
): Promise<number | null> {
  // First of all no worker takes another one; then each is ended where it stands.
  if ((await cancelBatch(db, batchId, actor)) === "unknown-batch") return null;
  const canceled = await endUnsent({ db }, batchId);
  await forgetCounts(db, batchId);
  return canceled;
}

/** Every message of a canceled batch that nobody has handed over is ended. Returns how many. */
export async function endUnsent({ db }: Pick<Deps, "db">, batchId: string): Promise<number> {
  let canceled = 0;
  for (;;) {
    const ended = await cancelUnsent(db, batchId, PER_STATEMENT);
    canceled += ended;
    if (ended === 0) return canceled;
  }
}
