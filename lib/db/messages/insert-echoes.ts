import { sql } from "drizzle-orm";
import type { Echo } from "../../domain/message.ts";
import type { Db } from "../client.ts";
import { textOf } from "../compose.ts";
import { blindId } from "../erasure/erased.ts";
import { newId } from "../new-id.ts";
import { statementOver } from "../statement-over.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";
import { joined } from "./proof-columns.ts";

const COLUMNS = {
  position: "int",
  log_id: "uuid",
  contact_id: "uuid",
  external_message_id: "text",
  phone: "text",
  bsuid: "text",
  sender: "text",
  contact_address: "text",
  via: "text",
  is_noted: "boolean",
  kind: "text",
  body: "text",
  media: "jsonb",
  detail: "jsonb",
  sent_at: "timestamptz",
};

/**
 * Stores what others wrote from our number as outbound, each with its contact and, where the ticket is to hear of it, the task that notes
 * it. One that is known already changes nothing; a row that its status made before becomes it.
 * @throws {Error} when somebody else made its contact at the same moment, again and again: Meta will tell it again
 */
export async function insertEchoes(db: Db, echoes: Echo[]): Promise<void> {
  const once = [...new Map(echoes.map((echo) => [echo.messageId, echo])).values()];
  for (let tries = 0; tries < 3; tries += 1) {
    const missed = await db.query(insert(once.map(toRow)));
    if (missed.length === 0) return;
  }
  throw new Error("an echo's contact was made by somebody else meanwhile");
}

const PERSON = "coalesce(i.phone, i.bsuid)";

const PROMISE_NOTES = textOf(sql`
  ${promiseTasks("note-echo", { contactId: sql`l.contact_id`, key: sql`l.id`, payload: { logId: sql`l.id` } })}
  from log l join input i on i.external_message_id = l.external_message_id where i.is_noted
  order by i.position
  ${ONCE}`);

const insert = statementOver(
  COLUMNS,
  (input) => `
    with input as (
      ${input}
    ), fresh as (
      select i.*, coalesce(
        (select c.id from contacts c where c.phone = i.phone), (select c.id from contacts c where c.bsuid = i.bsuid)) as known
      from input i
      where not exists (
        select 1 from contact_logs l
        where l.external_message_id in (i.external_message_id, ${blindId("i.external_message_id")}) and l.contact_id is not null)
    ), made as (
      insert into contacts (id, phone, bsuid)
      select distinct on (${PERSON}) contact_id, phone, bsuid from fresh i where known is null order by ${PERSON}, position
      on conflict do nothing
      returning id, phone, bsuid
    ), log as (
      insert into contact_logs as l
        (id, contact_id, direction, provider, channel, sender, contact_address, external_message_id, via, kind, body, media,
         detail, status, sent_at)
      select i.log_id, coalesce(i.known, m.id), 'outbound', 'meta', 'whatsapp', i.sender, i.contact_address,
        i.external_message_id, i.via, i.kind, i.body, i.media, i.detail, 'sent', i.sent_at
      from fresh i left join made m on coalesce(m.phone, m.bsuid) = ${PERSON}
      where coalesce(i.known, m.id) is not null
      order by i.external_message_id
      on conflict (external_message_id) do update set
        contact_id = excluded.contact_id, channel = excluded.channel, sender = excluded.sender,
        contact_address = excluded.contact_address, via = excluded.via, kind = excluded.kind, body = excluded.body,
        media = excluded.media, detail = excluded.detail, ${joined("excluded", ["status", "sentAt"])}
      where l.contact_id is null
      returning id, contact_id, external_message_id
    ), task as (
      ${PROMISE_NOTES}
    )
    select 1 from fresh i where not exists (select 1 from log l where l.external_message_id = i.external_message_id)`,
);

function toRow(echo: Echo, position: number): Record<keyof typeof COLUMNS, unknown> {
  return {
    position,
    log_id: newId(),
    contact_id: newId(),
    external_message_id: echo.messageId,
    phone: echo.contact.phone,
    bsuid: echo.contact.bsuid,
    sender: echo.sender,
    contact_address: echo.contact.address,
    via: echo.via,
    is_noted: echo.isNoted ?? false,
    kind: echo.kind,
    body: echo.body,
    media: echo.media,
    detail: echo.detail,
    sent_at: echo.sentAt,
  };
}
