import { sql } from "drizzle-orm";
import type { Provider } from "../domain/message.ts";
import type { MessageStatus } from "../domain/message-status.ts";
import type { Skipped } from "./batches.ts";
import type { Db } from "./client.ts";

/** A recipient of a batch, with the newest try to reach them. */
export type BatchRecipient = {
  position: number;
  to: string;
  id: string;
  provider: Provider;
  status: MessageStatus;
  errorCode: string | null;
  errorMessage: string | null;
};

/** A batch's messages behind a position, at most `limit`, in its recipients' order: all of them, or those that failed. */
export async function recipientsOfBatch(
  db: Db,
  {
    batchId,
    after,
    limit,
    failedOnly,
  }: { batchId: string; after: number; limit: number; failedOnly: boolean },
): Promise<BatchRecipient[]> {
  return db.query<BatchRecipient>(sql`
    select first.position, first.contact_address as "to", newest.id, newest.provider, newest.status,
      newest.error_code as "errorCode", newest.error_message as "errorMessage"
    from contact_logs first, lateral (
      with recursive tries as (
        select l.* from contact_logs l where l.id = first.id
        union all
        select l.* from tries t join contact_logs l on l.retry_of = t.id or l.fallback_of = t.id
      )
      select * from tries order by id desc limit 1
    ) newest
    where first.batch_id = ${batchId} and first.retry_of is null and first.fallback_of is null and first.position > ${after}
      and (not ${failedOnly}::bool or newest.status in ('failed', 'undelivered'))
    order by first.position limit ${limit}`);
}

/** Whom a batch left out, from the `offset`th on, at most `limit`; undefined when there is no such batch. */
export async function skippedOfBatch(
  db: Db,
  { batchId, offset, limit }: { batchId: string; offset: number; limit: number },
): Promise<Skipped[] | undefined> {
  const [batch] = await db.query<{ skipped: Skipped[] }>(sql`
    select (select coalesce(jsonb_agg(s.value order by s.n), '[]')
      from jsonb_array_elements(coalesce(b.skipped, '[]')) with ordinality s(value, n)
      where s.n > ${offset} and s.n <= ${offset + limit}) as skipped
    from batches b where b.id = ${batchId}`);
  return batch?.skipped;
}
