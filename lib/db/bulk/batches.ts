import { sql } from "drizzle-orm";
import type { Actor } from "../../domain/access/actor.ts";
import type { AuditEntry } from "../../domain/access/audited.ts";
import type { Provider } from "../../domain/providers.ts";
import { UNSENT } from "../../domain/wording/unsent.ts";
import { auditing } from "../audit/auditing.ts";
import type { Db } from "../client.ts";
import { messageIdOf } from "../messages/message-ids.ts";
import { hasNoAnswer, isAt } from "../messages/standing.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";
import { isCountedForGood, messagesOfBatch, triesOfBatch } from "./batch-messages.ts";

export type Skipped = { to: string; reason: string };

export type NewBatch = {
  id: string;
  idempotencyKey: string | null;
  requestHash: string;
  provider: Provider;
  sendAt: Date | null;
  /** What stands on the audit trail when it begins; null where that is for the statement that stores its message. */
  audit: AuditEntry | null;
};

/** A batch as it was begun, by this call or an earlier one with the same key. */
export type BegunBatch = {
  id: string;
  isSameRequest: boolean;
  acceptedAt: Date | null;
  accepted: number | null;
  skipped: Skipped[] | null;
  createdAt: Date;
};

const begun = (requestHash: string) =>
  sql`id, request_hash = ${requestHash} as "isSameRequest", accepted_at as "acceptedAt", accepted, skipped, created_at as "createdAt"`;

/** The batch that an idempotency key began, be it complete or not; undefined when there is none. */
export async function findBatch(
  db: Db,
  { idempotencyKey, requestHash }: Pick<NewBatch, "idempotencyKey" | "requestHash">,
): Promise<BegunBatch | undefined> {
  const [batch] = await db.query<BegunBatch>(
    sql`select ${begun(requestHash)} from batches where idempotency_key = ${idempotencyKey}`,
  );
  return batch;
}

/** Begins a batch, or finds the one that its idempotency key began before. Nothing of it is sent until it is completed. */
export async function beginBatch(db: Db, batch: NewBatch): Promise<BegunBatch> {
  const begin = () =>
    db.query<BegunBatch>(sql`
      with begun as (
        insert into batches (id, idempotency_key, request_hash, provider, send_at)
        values (${batch.id}, ${batch.idempotencyKey}, ${batch.requestHash}, ${batch.provider}, ${batch.sendAt?.toISOString() ?? null})
        on conflict do nothing
        returning *
      ) ${batch.audit ? sql`, ${auditing(batch.audit, sql`from begun`)}` : sql``}
      select ${begun(batch.requestHash)} from (select * from begun union all
        select * from batches where idempotency_key = ${batch.idempotencyKey} or id = ${batch.id}) b`);
  // A call that runs beside us may have begun it after our statement looked.
  const [found] = await begin();
  const [batchNow] = found ? [found] : await begin();
  if (!batchNow) throw new Error("a batch was neither begun nor found");
  return batchNow;
}

/** Tasks that send one batch's messages side by side. */
const WORKERS = 4;

/** A batch's messages are all stored: from now on it is sent, or from its hour on. Done again, it changes nothing. */
export async function completeBatch(
  db: Db,
  { id, accepted, skipped }: { id: string; accepted: number; skipped: Skipped[] },
): Promise<void> {
  await db.query(sql`
    with completed as (
      update batches set accepted_at = now(), accepted = ${accepted}, skipped = ${JSON.stringify(skipped)}::jsonb
      where id = ${id} and accepted_at is null
      returning *
    ), pace as (
      insert into send_paces (provider, next_at) select provider, now() from completed on conflict do nothing
    )
    ${promiseTasks("send-batch", {
      provider: sql`b.provider`,
      key: sql`b.id || ':' || n`,
      payload: { batchId: sql`b.id`, worker: sql`n` },
      dueAt: sql`coalesce((select min(due_at) from contact_logs l where l.batch_id = b.id and l.handed_over_at is null), now())`,
    })}
    from completed b, generate_series(1, least(${WORKERS}::int, b.accepted)) n
    ${ONCE}`);
}

/** How far a batch has come. */
export type Progress = {
  id: string;
  provider: Provider;
  acceptedAt: Date | null;
  sendAt: Date | null;
  canceledAt: Date | null;
  startedAt: Date | null;
  skipped: number;
  total: number;
  queued: number;
  sent: number;
  delivered: number;
  read: number;
  failed: number;
  canceled: number;
  unconfirmed: number;
};

/**
 * How far a batch has come: each message counted once, at what it has reached; one that was tried again, or went out as SMS, counts as that.
 * What was counted for good holds, also when its messages are gone.
 */
export async function loadProgress(db: Db, batchId: string): Promise<Progress | undefined> {
  const [row] = await db.query<Progress & { forGood: Partial<Progress> | null }>(sql`
    with again as materialized (${triesOfBatch(batchId)}), latest as (
      select l.* from ${messagesOfBatch(batchId)} l
      where not exists (select 1 from again n where n.retry_of = l.id)
        and not exists (select 1 from again n where n.fallback_of = l.id)
    )
    select b.id, b.provider, b.accepted_at as "acceptedAt", b.send_at as "sendAt", b.canceled_at as "canceledAt",
      jsonb_array_length(coalesce(b.skipped, '[]'))::int as skipped,
      case when ${isCountedForGood("b")} then b.progress - 'changedAtMs' end as "forGood", counted.*
    from batches b, lateral (
      select min(l.handed_over_at) as "startedAt", count(*)::int as total,
        count(*) filter (where l.status = 'accepted' and l.handed_over_at is null)::int as queued,
        count(*) filter (where ${sql.raw(isAt("l.status", "under way", "sent"))}
          or l.status = 'accepted' and ${sql.raw(messageIdOf("l"))} is not null)::int as sent,
        count(*) filter (where ${sql.raw(isAt("l.status", "delivered"))})::int as delivered,
        count(*) filter (where ${sql.raw(isAt("l.status", "read"))})::int as read,
        count(*) filter (where ${sql.raw(isAt("l.status", "failed"))})::int as failed,
        count(*) filter (where ${sql.raw(isAt("l.status", "canceled"))})::int as canceled,
        count(*) filter (where l.handed_over_at is not null and ${sql.raw(hasNoAnswer("l"))})::int as unconfirmed
      from latest l
    ) counted
    where b.id = ${batchId}`);
  if (!row) return undefined;
  const { forGood, ...progress } = row;
  return { ...progress, ...forGood };
}

/** Nothing more of this batch is sent. Messages that a provider has already are not called back. */
export async function cancelBatch(
  db: Db,
  batchId: string,
  actor: Actor,
): Promise<"canceled" | "unknown-batch"> {
  const entry = { actor, action: "batch.cancel", subject: `batch:${batchId}` } as const;
  const rows = await db.query<{ id: string }>(sql`
    with canceled as (
      update batches set canceled_at = now() where id = ${batchId} and canceled_at is null returning id
    ), ${auditing({ ...entry, was: { canceled: false }, became: { canceled: true } }, sql`from canceled`)}
    select id from batches where id = ${batchId}`);
  return rows.length > 0 ? "canceled" : "unknown-batch";
}

/** Ends up to `limit` messages that nobody has handed over, if their batch was canceled; the ticket that one was sent from hears of it. Returns how many. */
export async function cancelUnsent(db: Db, batchId: string, limit: number): Promise<number> {
  const rows = await db.query<{ id: string }>(sql`
    with ended as (
      update contact_logs set status = 'canceled', due_at = null, error_message = ${UNSENT.batchCanceled.errorMessage}
      where id in (
        select id from contact_logs
        where batch_id = ${batchId} and status = 'accepted' and handed_over_at is null
          and exists (select 1 from batches b where b.id = ${batchId} and b.canceled_at is not null)
        order by due_at, id limit ${limit} for update skip locked)
      returning id, status, sent_by
    ), told as (
      ${promiseTasks("report-failure", { lane: null, key: sql`id || ':' || status`, payload: { logId: sql`id` } })}
      from ended where sent_by is not null ${ONCE}
    )
    select id from ended`);
  return rows.length;
}

/** The first messages of a batch, in the order of its recipients, who are named alike whoever sends. */
export async function firstMessages(
  db: Db,
  batchId: string,
  limit: number,
): Promise<{ id: string; to: string }[]> {
  return db.query<{ id: string; to: string }>(sql`
    select l.id, coalesce(c.phone, c.bsuid, l.contact_address) as "to"
    from contact_logs l left join contacts c on c.id = l.contact_id
    where l.batch_id = ${batchId} and l.retry_of is null and l.fallback_of is null
    order by l.position limit ${limit}`);
}
