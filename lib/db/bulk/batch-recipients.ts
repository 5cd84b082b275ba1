import { sql } from "drizzle-orm";
import type { MessageStatus } from "../../domain/message-status.ts";
import type { Provider } from "../../domain/providers.ts";
import type { Db } from "../client.ts";
import { isAt } from "../messages/standing.ts";
import { messagesOfBatch, triesOfBatch } from "./batch-messages.ts";
import type { Skipped } from "./batches.ts";

/** A recipient of a batch, with the newest try to reach them. */
export type BatchRecipient = {
  position: number;
  to: string;
  id: string;
  contactId: string | null;
  provider: Provider;
  status: MessageStatus;
  errorCode: string | null;
  errorMessage: string | null;
  sentAt: Date | null;
  deliveredAt: Date | null;
  readAt: Date | null;
  failedAt: Date | null;
};

type Asked = { batchId: string; after: number; limit: number; failedOnly: boolean };

/** A batch's messages behind a position, at most `limit`, in its recipients' order: all of them, or those that failed. */
export async function recipientsOfBatch(db: Db, asked: Asked): Promise<BatchRecipient[]> {
  const newest = asked.failedOnly ? failedLast(asked) : NEWEST_TRY;
  return db.query<BatchRecipient>(sql`
    select first.position, first.contact_address as "to", newest.id, newest.contact_id as "contactId", newest.provider,
      newest.status, newest.error_code as "errorCode", newest.error_message as "errorMessage", newest.sent_at as "sentAt",
      newest.delivered_at as "deliveredAt", newest.read_at as "readAt", newest.failed_at as "failedAt"
    from contact_logs first join ${newest}
    where first.batch_id = ${asked.batchId} and first.retry_of is null and first.fallback_of is null
      and first.position > ${asked.after}
    order by first.position limit ${asked.limit}`);
}

const NEWEST_TRY = sql`lateral (
  with recursive tries as (
    select l.* from contact_logs l where l.id = first.id
    union all
    select l.* from tries t join contact_logs l on l.retry_of = t.id or l.fallback_of = t.id
  )
  select * from tries order by id desc limit 1
) newest on true`;

/**
 * Those whose newest try failed, which are few: from all messages at once, since to follow 100,000 from try to try takes seconds. Tries
 * stand at the place of their first.
 */
const failedLast = ({ batchId, after, limit }: Asked) => sql`(
  with again as materialized (${triesOfBatch(batchId)})
  select l.* from ${messagesOfBatch(batchId)} l
  where ${sql.raw(isAt("l.status", "failed"))} and l.position > ${after}
    and not exists (select 1 from again n where n.position = l.position and n.id > l.id)
  order by l.position limit ${limit}
) newest on newest.position = first.position`;

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
