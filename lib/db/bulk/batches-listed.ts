import { sql } from "drizzle-orm";
import type { Place } from "../../domain/cursor.ts";
import type { Provider } from "../../domain/providers.ts";
import type { Db } from "../client.ts";
import { momentExactly } from "../moment-exactly.ts";
import { loadProgress, type Progress } from "./batches.ts";

/** What a batch's messages had reached when they were counted last, and in which millisecond that was last seen to change. */
export type KeptCounts = Pick<
  Progress,
  "total" | "queued" | "sent" | "delivered" | "read" | "failed" | "canceled" | "unconfirmed"
> & { changedAtMs: number };

/** A batch as it stands in the list, with what was counted of it at some time. */
export type ListedBatch = Place & {
  provider: Provider;
  createdAt: Date;
  acceptedAt: Date | null;
  accepted: number | null;
  skipped: number;
  sendAt: Date | null;
  canceledAt: Date | null;
  counts: KeptCounts | null;
  countedAt: Date | null;
};

/** Batches, newest first: the newest, or those that come after a place. */
export function batchesAfter(
  db: Db,
  { after, limit }: { after: Place | null; limit: number },
): Promise<ListedBatch[]> {
  return db.query<ListedBatch>(sql`
    select b.id, ${momentExactly("b.created_at")} as at, b.provider, b.created_at as "createdAt", b.accepted_at as "acceptedAt", b.accepted,
      jsonb_array_length(coalesce(b.skipped, '[]'))::int as skipped, b.send_at as "sendAt", b.canceled_at as "canceledAt",
      b.progress as counts, b.counted_at as "countedAt"
    from batches b
    ${after ? sql`where (b.created_at, b.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``}
    order by b.created_at desc, b.id desc limit ${limit}`);
}

/** Lets one caller count a batch, of those who saw that it was counted at the same time. */
export async function mayCount(
  db: Db,
  { id, countedAt }: Pick<ListedBatch, "id" | "countedAt">,
): Promise<boolean> {
  const rows = await db.query(sql`
    update batches set counted_at = now() where id = ${id}
      and date_trunc('milliseconds', counted_at) is not distinct from ${countedAt?.toISOString() ?? null}::timestamptz
    returning id`);
  return rows.length > 0;
}

/** Keeps what was counted of a batch. */
export async function keepCounts(db: Db, id: string, counts: KeptCounts): Promise<void> {
  await db.query(sql`update batches set progress = ${JSON.stringify(counts)}::jsonb where id = ${id}`);
}

/** Counts a batch once more and never again: its messages are about to be deleted. */
export async function countBatchForGood(db: Db, id: string): Promise<void> {
  const progress = await loadProgress(db, id);
  if (!progress) return;
  const { total, queued, sent, delivered, read, failed, canceled, unconfirmed } = progress;
  const counts = {
    total,
    queued,
    sent,
    delivered,
    read,
    failed,
    canceled,
    unconfirmed,
    changedAtMs: Date.now(),
  };
  await db.query(sql`
    update batches set progress = ${JSON.stringify(counts)}::jsonb, counted_at = now() where id = ${id}`);
}

/** What was counted of a batch no longer holds: the next to look at the list counts it. */
export async function forgetCounts(db: Db, id: string): Promise<void> {
  await db.query(sql`update batches set counted_at = null where id = ${id}`);
}
