import { type SQL, sql } from "drizzle-orm";

/**
 * All messages of a batch, in SQL. Each half names the condition of its index, without which PostgreSQL reads the whole log: the first
 * messages, and those that are another try or a fallback.
 */
export function messagesOfBatch(batchId: string): SQL {
  return sql`(
    select f.* from contact_logs f where f.batch_id = ${batchId} and f.retry_of is null and f.fallback_of is null
    union all ${triesOfBatch(batchId)})`;
}

/** The messages of a batch that are another try, or a fallback, of an earlier one, in SQL. */
export function triesOfBatch(batchId: string): SQL {
  return sql`select a.* from contact_logs a where a.batch_id = ${batchId} and (a.retry_of is not null or a.fallback_of is not null)`;
}

/** Providers report of a message for so many days: what is counted afterwards holds for good. */
const FINAL_DAYS = 30;

/** Whether a batch, a row of `batches`, was counted when no more could come of it, in SQL. */
export function isCountedForGood(batch: string): SQL {
  return sql.raw(`(${batch}.progress is not null and ${batch}.counted_at >= ${finalAt(batch)})`);
}

/** Whether that can be counted by now. */
export function isFinal(batch: string): SQL {
  return sql.raw(`(${finalAt(batch)} <= now())`);
}

const finalAt = (batch: string) =>
  `greatest(${batch}.created_at, ${batch}.send_at) + interval '${FINAL_DAYS} days'`;
