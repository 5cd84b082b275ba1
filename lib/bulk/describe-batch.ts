import { loadProgress } from "../db/bulk/batches.ts";
import type { Deps } from "../ports.ts";

/** How far a batch has come, and when it will be done at the configured rate; null when there is no such batch. */
export async function describeBatch(
  { db, env }: Pick<Deps, "db" | "env">,
  batchId: string,
  now = new Date(),
) {
  const progress = await loadProgress(db, batchId);
  if (!progress) return null;
  const { id, queued, canceledAt, sendAt, ...counts } = progress;
  const ratePerSecond = env.sendRatePerSecond;
  return {
    batchId: id,
    queued,
    ...counts,
    sendAt,
    canceledAt,
    estimatedEndAt: endEstimate({ queued, sendAt, canceledAt, ratePerSecond }, now),
  };
}

type Queue = { queued: number; sendAt: Date | null; canceledAt: Date | null; ratePerSecond: number };

/** When what is queued will have been sent at the configured rate; null when nothing more is. */
export function endEstimate({ queued, sendAt, canceledAt, ratePerSecond }: Queue, now: Date): Date | null {
  if (queued === 0 || canceledAt !== null) return null;
  const starts = Math.max(now.getTime(), sendAt?.getTime() ?? 0);
  return new Date(starts + (queued / ratePerSecond) * 1000);
}
