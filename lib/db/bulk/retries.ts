import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "../../domain/access/actor.ts";
import type { Purpose } from "../../domain/billing/purposes.ts";
import { OUTDATED_AFTER_HOURS } from "../../domain/failures/outdated.ts";
import type { Provider } from "../../domain/providers.ts";
import { UNSENT } from "../../domain/wording/unsent.ts";
import { auditing } from "../audit/auditing.ts";
import type { Db } from "../client.ts";
import { mayBeWrittenTo } from "../contacts/consent.ts";
import { isForgotten } from "../erasure/erased.ts";
import { REPORT_UNSENT } from "../messages/agent-replies.ts";
import { hasNoMessageId } from "../messages/message-ids.ts";
import { isAt } from "../messages/standing.ts";
import { newId } from "../new-id.ts";
import { promiseTasks } from "../tasks/promise-tasks.ts";
import { messagesOfBatch } from "./batch-messages.ts";

/** With which codes messages of a batch failed; undefined when there is no such batch. */
export async function failureCodes(
  db: Db,
  batchId: string,
): Promise<{ provider: Provider; code: string | null }[] | undefined> {
  const [batch] = await db.query<{ codes: { provider: Provider; code: string | null }[] }>(sql`
    select (select coalesce(jsonb_agg(distinct jsonb_build_object('provider', l.provider, 'code', l.error_code)), '[]')
      from ${messagesOfBatch(batchId)} l where ${sql.raw(isAt("l.status", "failed"))}) as codes
    from batches b where b.id = ${batchId}`);
  return batch?.codes;
}

/** A message `l` failed with one of these codes, or never reached its provider; it is not tried again yet, and its batch goes on. */
const isRetryable = (codes: string[]): SQL => sql`
  ${sql.raw(isAt("l.status", "failed"))}
  and (l.error_code in (select jsonb_array_elements_text(${JSON.stringify(codes)}::jsonb))
    or l.error_code is null and ${sql.raw(hasNoMessageId("l"))})
  and exists (select 1 from batches b where b.id = l.batch_id and b.canceled_at is null)
  and not ${sql.raw(isForgotten("l"))} and not exists (select 1 from contact_logs again where again.retry_of = l.id)`;

/** Whether a batch has messages that `retryMessages` would make anew. */
export async function hasRetryable(
  db: Db,
  { batchId, codes }: { batchId: string; codes: string[] },
): Promise<boolean> {
  const rows = await db.query(
    sql`select 1 from ${messagesOfBatch(batchId)} l where ${isRetryable(codes)} limit 1`,
  );
  return rows.length > 0;
}

/**
 * Makes up to `limit` messages of a batch anew that failed with these codes, or never reached their provider, once each, and promises to
 * send them; none of a batch that was canceled. Returns how many.
 */
export async function retryMessages(
  db: Db,
  { batchId, codes, limit, actor }: { batchId: string; codes: string[]; limit: number; actor: Actor },
): Promise<number> {
  const entry = { actor, action: "batch.retry", subject: `batch:${batchId}` } as const;
  const became = sql`jsonb_build_object('messages', count(*))`;
  const ids = Array.from({ length: limit }, newId);
  const rows = await db.query<{ id: string }>(sql`
    with failed as (
      select l.*, row_number() over (order by l.id) as n from ${messagesOfBatch(batchId)} l
      where ${isRetryable(codes)}
      order by l.id limit ${limit}
    ), again as (
      insert into contact_logs
        (id, contact_id, direction, provider, channel, sender, contact_address, ticket_id, batch_id, position, retry_of, kind, body,
         media, template, requires_ack, sent_by, due_at, attempts, status)
      select i.id::uuid, f.contact_id, 'outbound', f.provider, f.channel, f.sender, f.contact_address, f.ticket_id, f.batch_id,
        f.position, f.id, f.kind, f.body, f.media, f.template, f.requires_ack, f.sent_by, now(), 0, 'accepted'
      from failed f join jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) with ordinality i(id, n) on i.n = f.n
      on conflict do nothing
      returning id, provider
    ), task as (
      ${promiseTasks("send-batch", {
        provider: sql`min(provider)`,
        key: `${batchId}:retry:${ids[0]}`,
        payload: { batchId, worker: sql`1` },
      })}
      from again having count(*) > 0
    ), ${auditing({ ...entry, became }, sql`from again having count(*) > 0`)}
    select id from again`);
  return rows.length;
}

/**
 * The contact's number as SMS reaches it: as they wrote from it, else as planned. Only Argentina's mobiles need their 9 for that,
 * which WhatsApp's address may have; Brazil's have their ninth digit, and Mexico's no 1, whatever WhatsApp writes.
 */
const SMS_ADDRESS = sql`coalesce(
  (select i.contact_address from contact_logs i
    where i.contact_id = c.id and i.direction = 'inbound' and i.channel = 'sms' and right(i.contact_address, 8) = right(c.phone, 8)
    order by i.created_at desc limit 1),
  case when c.phone like '+54%' and l.contact_address like '%549' || substr(c.phone, 4) then '+549' || substr(c.phone, 4) end,
  c.phone)`;

const AGENT_REPLY: Purpose = "agent-reply";

/**
 * Promises a message that WhatsApp could not bring as an SMS, once, to a contact with a number who still wants to hear from us by both.
 * A failure that we hear of late, as from a recovery, is told, and no more.
 * @returns "enqueued" when it was promised now or before
 */
export async function insertSmsFallback(
  db: Db,
  { logId, sender }: { logId: string; sender: string },
): Promise<"enqueued" | "not-enqueued"> {
  const id = newId();
  const rows = await db.query<{ id: string }>(sql`
    with fallback as (
      insert into contact_logs
        (id, contact_id, direction, provider, channel, sender, contact_address, ticket_id, batch_id, position, fallback_of, kind, body,
         requires_ack, purpose, sent_by, status)
      select ${id}::uuid, l.contact_id, 'outbound', 'twilio', 'sms', ${sender}, ${SMS_ADDRESS}, l.ticket_id, l.batch_id, l.position, l.id, 'text',
        l.body, l.requires_ack, coalesce(l.purpose, case when l.zendesk_comment_id is not null then ${AGENT_REPLY} end), l.sent_by, 'accepted'
      from contact_logs l join contacts c on c.id = l.contact_id
      where l.id = ${logId} and l.channel = 'whatsapp' and ${sql.raw(isAt("l.status", "failed"))} and l.body <> '' and l.via is null
        and not exists (select 1 from tasks t where t.kind = 'report-failure' and t.dedupe_key = l.id || ':' || l.status
          and l.failed_at < t.created_at - make_interval(hours => ${OUTDATED_AFTER_HOURS}))
        -- Who stopped WhatsApp was not to get it at all, and who stopped SMS not in this way.
        and c.phone is not null and ${mayBeWrittenTo("l.channel")} and ${mayBeWrittenTo("'sms'")}
      on conflict do nothing
      returning id, contact_id
    )
    ${promiseTasks("deliver-message", {
      contactId: sql`contact_id`,
      provider: "twilio",
      key: sql`id`,
      payload: { logId: sql`id` },
    })}
    from fallback
    returning id`);
  if (rows.length > 0) return "enqueued";
  const before = await db.query(sql`select 1 from contact_logs where fallback_of = ${logId}`);
  return before.length > 0 ? "enqueued" : "not-enqueued";
}

/** It went a short while ago, and its ticket's agents have written nothing since. */
const IS_NEWS = sql`(coalesce(l.handed_over_at, l.created_at) > now() - make_interval(hours => ${OUTDATED_AFTER_HOURS})
  and not exists (
    select 1 from contact_logs n where n.contact_id = l.contact_id and n.ticket_id = l.ticket_id
      and n.zendesk_comment_id <> l.zendesk_comment_id and (n.created_at, n.id) > (l.created_at, l.id)))`;

/**
 * A file of an agent's comment could not be sent: what was said with it goes alone, once, as the comment's last piece. It waits, or is
 * not sent, as the comment itself.
 * @returns whose it is, and of which comment; undefined for a message without a file or a text, and for one that may be outdated
 */
export async function insertTextAlone(
  db: Db,
  logId: string,
): Promise<{ contactId: string; commentId: string } | undefined> {
  const [alone] = await db.query<{ contactId: string; commentId: string }>(sql`
    with failed as (
      select l.*, ${mayBeWrittenTo("l.channel")} as is_welcome from contact_logs l join contacts c on c.id = l.contact_id
      where l.id = ${logId} and ${sql.raw(isAt("l.status", "failed"))} and l.zendesk_comment_id is not null and l.body <> ''
        and l.media <> '[]' and (exists (select 1 from contact_logs a where a.retry_of = l.id) or ${IS_NEWS})
    ), stored as (
      insert into contact_logs
        (id, contact_id, direction, provider, channel, sender, contact_address, ticket_id, zendesk_comment_id, part, retry_of, kind, body,
         purpose, held_at, status, error_message)
      select ${newId()}::uuid, f.contact_id, 'outbound', f.provider, f.channel, f.sender, f.contact_address, f.ticket_id,
        f.zendesk_comment_id, (select max(p.part) + 1 from contact_logs p where p.zendesk_comment_id = f.zendesk_comment_id), f.id, 'text',
        f.body, ${AGENT_REPLY}, case when f.is_welcome then now() end,
        (case when f.is_welcome then 'accepted' else 'canceled' end)::message_status,
        case when not f.is_welcome then ${UNSENT.unwelcome.errorMessage}::text end
      from failed f on conflict do nothing
      returning id, status
    ), told as (${REPORT_UNSENT})
    select contact_id as "contactId", zendesk_comment_id as "commentId" from failed`);
  return alone;
}
