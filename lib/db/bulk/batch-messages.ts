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
