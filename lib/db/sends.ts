import { sql } from "drizzle-orm";
import type { Channel } from "../domain/address.ts";
import type { Provider, Template } from "../domain/message.ts";
import type { MessageStatus } from "../domain/message-status.ts";
import type { Db } from "./client.ts";

/** An outbound message at the moment before it is sent, and whether it is ours to send now. */
export type Send = {
  logId: string;
  provider: Provider;
  channel: Channel;
  to: string;
  sender: string;
  body: string;
  template: Template | null;
  status: MessageStatus;
  messageId: string | null;
  mayBeSent: boolean;
  /** When an earlier attempt handed it to the provider; its answer never reached us. */
  handedOverAt: Date | null;
  taken: boolean;
};

/**
 * Takes a message for sending, once: `taken` is true for one caller only, and only while nobody handed it over
 * before and the contact still wants to hear from us.
 */
export async function takeSend(db: Db, logId: string): Promise<Send | undefined> {
  const [send] = await db.query<Send>(sql`
    with taken as (
      update contact_logs l set handed_over_at = now() from contacts c
      where l.id = ${logId} and c.id = l.contact_id and c.opted_out_at is null and c.blocked_at is null
        and l.handed_over_at is null and l.status = 'accepted'
        and l.twilio_message_sid is null and l.external_message_id is null
      returning l.id
    )
    select l.id as "logId", l.provider, l.channel, l.contact_address as "to", l.sender, l.body, l.template, l.status,
      coalesce(l.twilio_message_sid, l.external_message_id) as "messageId",
      c.opted_out_at is null and c.blocked_at is null as "mayBeSent",
      l.handed_over_at as "handedOverAt", exists (select 1 from taken) as taken
    from contact_logs l join contacts c on c.id = l.contact_id where l.id = ${logId}`);
  return send;
}

/** Gives a message back: the provider certainly did not process it, so it may be sent again. */
export async function releaseSend(db: Db, logId: string): Promise<void> {
  await db.query(sql`
    update contact_logs set handed_over_at = null
    where id = ${logId} and twilio_message_sid is null and external_message_id is null`);
}

/** Ends a message that was never sent: refused by the provider, or unwanted by the contact. */
export async function endSend(
  db: Db,
  logId: string,
  end: { status: "failed" | "canceled"; errorCode: string | null; errorMessage: string | null },
): Promise<void> {
  await db.query(sql`
    update contact_logs set status = greatest(status, ${end.status}::message_status),
      failed_at = case when ${end.status} = 'failed' then coalesce(failed_at, now()) else failed_at end,
      error_code = coalesce(error_code, ${end.errorCode}), error_message = coalesce(error_message, ${end.errorMessage})
    where id = ${logId}`);
}

/** Which of these ids of a provider's belong to a row already. */
export async function knownMessageIds(db: Db, messageIds: string[]): Promise<Set<string>> {
  const ids = sql`(select jsonb_array_elements_text(${JSON.stringify(messageIds)}::jsonb))`;
  const rows = await db.query<{ id: string }>(sql`
    select twilio_message_sid as id from contact_logs where twilio_message_sid in ${ids}
    union all
    select external_message_id from contact_logs where external_message_id in ${ids}`);
  return new Set(rows.map((row) => row.id));
}
