import { type SQL, sql } from "drizzle-orm";
import { SAYS_NOTHING } from "../../domain/message.ts";
import { HAS_ONE_SENDER } from "../../domain/one-sender.ts";
import { PROVIDERS } from "../../domain/providers.ts";
import { SERVICE_WINDOW_HOURS } from "../../domain/service-window-hours.ts";
import { listed } from "../listed.ts";

/** An inbound message `i` is something that a customer wrote. */
const SAYS_SOMETHING = `i.kind not in (${listed(SAYS_NOTHING)})`;

/** When the contact of an outbound row last wrote to the number that the row is sent from; null when never. */
export function lastWrittenAt(row: string): SQL {
  return sql.raw(`(
    select max(coalesce(i.sent_at, i.created_at)) from contact_logs i
    where i.contact_id = ${row}.contact_id and ${isToUs(row)})`);
}

/** Whether an outbound row may be sent now: SMS and templates always, the rest within the customer service window. */
export function mayBeSaidNow(row: string): SQL {
  return sql.raw(`(${row}.channel is distinct from 'whatsapp' or ${row}.template is not null
    or ${isWindowOpen(row, `${row}.contact_id`)})`);
}

/**
 * Whether free text may answer an inbound row. What a recovery found after its window would have an answer that waits for the contact to
 * write, and surprises them then.
 */
export function mayBeAnswered(row: string): SQL {
  return sql`(${sql.raw(row)}.recovered_at is null or ${mayBeSaidNow(row)})`;
}

/**
 * Whether a contact wrote within the window to the number that a row is sent from; as text, for statements that are made once.
 * What they wrote cannot have come before it was written, so that the index ends the search.
 */
export function isWindowOpen(row: string, contactId: string): string {
  const start = `now() - interval '${SERVICE_WINDOW_HOURS} hours'`;
  return `exists (
    select 1 from contact_logs i
    where i.contact_id = ${contactId} and i.created_at > ${start} and coalesce(i.sent_at, i.created_at) > ${start}
      and ${isToUs(row)})`;
}

/** When the window closes in which an outbound row's contact may be sent free text from its number; null when it is closed, or none of WhatsApp's. */
export function windowClosesAt(row: string): SQL {
  const length = `interval '${SERVICE_WINDOW_HOURS} hours'`;
  return sql.raw(`(
    select max(coalesce(i.sent_at, i.created_at)) + ${length} from contact_logs i
    where ${row}.channel = 'whatsapp' and i.contact_id = ${row}.contact_id
      and i.created_at > now() - ${length} and coalesce(i.sent_at, i.created_at) > now() - ${length} and ${isToUs(row)})`);
}

/** When a message to us came, or should have: what a recovery found counts from when it was written, in SQL. */
export function cameAt(row: string): SQL {
  return sql.raw(
    `(case when ${row}.recovered_at is null then ${row}.created_at else least(${row}.sent_at, ${row}.created_at) end)`,
  );
}

/** Whether a provider, by the column that names it, knows only one number of ours. */
export function hasOneSender(provider: string): string {
  return `${provider} in (${listed(PROVIDERS.filter((name) => HAS_ONE_SENDER[name]))})`;
}

/** An inbound message to the number that a row is sent from. */
function isToUs(row: string): string {
  return `i.direction = 'inbound' and ${isSameLine("i", row)} and ${SAYS_SOMETHING}`;
}

/**
 * Whether an inbound row came by the channel, and to the number, that an outbound row is sent from; as text, for statements that are made
 * once. A Messaging Service is all its numbers, and Meta has one for us.
 */
export function isSameLine(inbound: string, outbound: string): string {
  return `${inbound}.channel = ${outbound}.channel
      and (${inbound}.sender = ${outbound}.sender or ${hasOneSender(`${outbound}.provider`)} or ${outbound}.sender like 'MG%')`;
}

/** When a contact's service window closes, by their last WhatsApp message to any of our numbers; null when it is closed. */
export function serviceWindowClosesAt(contact: string): SQL {
  const c = sql.raw(contact);
  // No value: a plan for any length would expect a third of all that they ever wrote.
  const length = sql.raw(`interval '${SERVICE_WINDOW_HOURS} hours'`);
  return sql`(
    select coalesce(i.sent_at, i.created_at) + ${length} from contact_logs i
    where i.contact_id = ${c}.id and i.direction = 'inbound' and i.channel = 'whatsapp'
      and ${sql.raw(SAYS_SOMETHING)}
      and i.created_at > now() - 2 * ${length} and coalesce(i.sent_at, i.created_at) > now() - ${length}
    order by i.created_at desc limit 1)`;
}
