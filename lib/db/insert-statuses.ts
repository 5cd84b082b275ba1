import { sql } from "drizzle-orm";
import type { Evidence, Moment } from "../domain/message-status.ts";
import type { Db } from "./client.ts";
import { newId } from "./new-id.ts";

/** What an update meant to the database: which row it reached and whether it told anything new. */
export type RecordedStatus = { messageId: string; logId: string; applied: boolean };

/**
 * Applies evidence about messages of Twilio's, at most one element a message, in one statement: the highest status
 * and the earliest proof stay, a stale or repeated one writes nothing, an unknown message gets a row of its own.
 *
 * The row is found by our own id where the callback carried it, else by the MessageSid. A row that a callback
 * made before the send's answer reached us (`theirs`) is folded into our own (`mine`) and removed.
 */
export async function insertStatuses(db: Db, evidence: Evidence[]): Promise<RecordedStatus[]> {
  const input = JSON.stringify(evidence.map(toRow));
  return db.query<RecordedStatus>(sql`
    with input as (
      select * from jsonb_to_recordset(${input}::jsonb) as i(
        new_id uuid, log_id uuid, message_id text, status message_status, sent_at timestamptz, delivered_at timestamptz,
        read_at timestamptz, failed_at timestamptz, error_code text, error_message text)
    ), target as (
      select i.*, mine.id as mine, theirs.id as theirs
      from input i
      left join contact_logs mine
        on mine.id = i.log_id and coalesce(mine.twilio_message_sid, i.message_id) = i.message_id
      left join contact_logs theirs on theirs.twilio_message_sid = i.message_id
    ), folded as (
      delete from contact_logs l using target t
      where l.id = t.theirs and t.mine is not null and t.mine <> t.theirs and l.contact_id is null
      returning l.*
    ), applied as (
      insert into contact_logs as l
        (id, direction, provider, kind, twilio_message_sid, status, sent_at, delivered_at, read_at, failed_at,
         error_code, error_message)
      select coalesce(t.mine, t.theirs, t.new_id), 'outbound', 'twilio', 'unknown', t.message_id,
        greatest(t.status, f.status), least(t.sent_at, f.sent_at), least(t.delivered_at, f.delivered_at),
        least(t.read_at, f.read_at), least(t.failed_at, f.failed_at),
        coalesce(f.error_code, t.error_code), coalesce(f.error_message, t.error_message)
      from target t left join folded f on f.twilio_message_sid = t.message_id
      order by 1
      on conflict (id) do update set
        twilio_message_sid = excluded.twilio_message_sid,
        status = greatest(l.status, excluded.status),
        sent_at = least(l.sent_at, excluded.sent_at),
        delivered_at = least(l.delivered_at, excluded.delivered_at),
        read_at = least(l.read_at, excluded.read_at),
        failed_at = least(l.failed_at, excluded.failed_at),
        error_code = coalesce(l.error_code, excluded.error_code),
        error_message = coalesce(l.error_message, excluded.error_message)
      where l.twilio_message_sid is null
        or excluded.status > l.status
        or least(l.sent_at, excluded.sent_at) is distinct from l.sent_at
        or least(l.delivered_at, excluded.delivered_at) is distinct from l.delivered_at
        or least(l.read_at, excluded.read_at) is distinct from l.read_at
        or least(l.failed_at, excluded.failed_at) is distinct from l.failed_at
        or (l.error_code is null and excluded.error_code is not null)
      returning l.id
    )
    select t.message_id as "messageId", coalesce(t.mine, t.theirs, t.new_id) as "logId",
      exists (select 1 from applied a where a.id = coalesce(t.mine, t.theirs, t.new_id)) as applied
    from target t`);
}

function toRow(evidence: Evidence) {
  const moment = (value: Moment | null) => (value instanceof Date ? value.toISOString() : value);
  return {
    new_id: newId(),
    log_id: evidence.logId,
    message_id: evidence.messageId,
    status: evidence.status,
    sent_at: moment(evidence.sentAt),
    delivered_at: moment(evidence.deliveredAt),
    read_at: moment(evidence.readAt),
    failed_at: moment(evidence.failedAt),
    error_code: evidence.errorCode,
    error_message: evidence.errorMessage,
  };
}
