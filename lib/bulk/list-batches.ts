import { loadProgress } from "../db/bulk/batches.ts";
import {
  batchesAfter,
  type KeptCounts,
  keepCounts,
  type ListedBatch,
  mayCount,
} from "../db/bulk/batches-listed.ts";
import type { Place } from "../domain/cursor.ts";
import type { Deps } from "../ports.ts";

/** Batches, and messages in them, that are counted for one look at the list: the first one however large it is. */
const COUNTED_AT_ONCE = { batches: 3, messages: 100_000 };

const DAY_MS = 86_400_000;

/**
 * Batches, newest first, with counts that may be some seconds old. The rest of what is old is counted for the next who look: each
 * look costs no more than counting 100,000 messages.
 */
export async function listBatches(
  { db }: Pick<Deps, "db">,
  asked: { after: Place | null; limit: number },
): Promise<ListedBatch[]> {
  const batches = await batchesAfter(db, asked);
  const counted = new Map<string, KeptCounts>();
  for (const batch of toCount(batches, Date.now())) {
    const counts = await countAnew({ db }, batch);
    if (counts) counted.set(batch.id, counts);
  }
  return batches.map((batch) => ({ ...batch, counts: counted.get(batch.id) ?? batch.counts }));
}

/** Those whose counts are too old, those counted longest ago first. */
function toCount(batches: ListedBatch[], nowMs: number): ListedBatch[] {
  const due = batches
    .filter((batch) => batch.acceptedAt && nowMs - countedAtMs(batch) >= restMs(batch, nowMs))
    .sort((a, b) => countedAtMs(a) - countedAtMs(b));
  let messages = 0;
  return due.slice(0, COUNTED_AT_ONCE.batches).filter((batch, n) => {
    messages += batch.accepted ?? 0;
    return n === 0 || messages <= COUNTED_AT_ONCE.messages;
  });
}

/** For so long counts are taken as they are: longer for a larger batch, and the longer nothing has changed in it. */
function restMs({ accepted, sendAt, counts, countedAt }: ListedBatch, nowMs: number): number {
  const size = Math.max(2_000, (accepted ?? 0) / 10);
  if (!counts || !countedAt) return size;
  const begunMs = sendAt && sendAt.getTime() <= nowMs ? sendAt.getTime() : 0;
  const quietMs = countedAt.getTime() - Math.max(counts.changedAtMs, begunMs);
  return Math.min(DAY_MS, Math.max(size, quietMs / 10));
}

function countedAtMs({ countedAt }: ListedBatch): number {
  return countedAt?.getTime() ?? 0;
}

async function countAnew({ db }: Pick<Deps, "db">, batch: ListedBatch): Promise<KeptCounts | undefined> {
  if (!(await mayCount(db, batch))) return undefined;
  const progress = await loadProgress(db, batch.id);
  if (!progress) return undefined;
  const { total, queued, sent, delivered, read, failed, canceled, unconfirmed } = progress;
  const now = { total, queued, sent, delivered, read, failed, canceled, unconfirmed };
  const before: Record<string, number> = { ...batch.counts };
  const isSame = Object.entries(now).every(([name, count]) => before[name] === count);
  const changedAtMs = isSame && batch.counts ? batch.counts.changedAtMs : Date.now();
  const counts = { ...now, changedAtMs };
  await keepCounts(db, batch.id, counts);
  return counts;
}
