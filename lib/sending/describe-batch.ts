import { loadProgress } from "../db/batches.ts";
import type { Deps } from "../deps.ts";

/** How far a batch has come, and when it will be done at the configured rate; null when there is no such batch. */
export async function describeBatch(
  { db, env }: Pick<Deps, "db" | "env">,
  batchId: string,
  now = new Date(),
) {
  const progress = await loadProgress(db, batchId);
  if (!progress) return null;
  const { id, queued, canceledAt, sendAt, ...counts } = progress;
  const starts = Math.max(now.getTime(), sendAt?.getTime() ?? 0);
  const isUnderWay = queued > 0 && canceledAt === null;
  return {
    batchId: id,
    queued,
    ...counts,
    sendAt,
    canceledAt,
    estimatedEndAt: isUnderWay ? new Date(starts + (queued / env.sendRatePerSecond) * 1000) : null,
  };
}
