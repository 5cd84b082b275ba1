import { type SQL, sql } from "drizzle-orm";
import { SERVICE_WINDOW_HOURS } from "../domain/service-window.ts";

/**
 * When the contact of an outbound row last wrote to the number that the row is sent from; null when never. A Messaging Service is
 * all its numbers, and Meta has one for us.
 */
export function lastWrittenAt(row: string): SQL {
  const l = sql.raw(row);
  return sql`(
    select max(coalesce(i.sent_at, i.created_at)) from contact_logs i
    where i.contact_id = ${l}.contact_id and i.direction = 'inbound' and i.channel = ${l}.channel
      and (i.sender = ${l}.sender or ${l}.provider = 'meta' or ${l}.sender like 'MG%')
      and i.kind not in ('system', 'request_welcome'))`;
}

/** Whether an outbound row may be sent now: SMS and templates always, the rest within the customer service window. */
export function mayBeSaidNow(row: string): SQL {
  const l = sql.raw(row);
  return sql`(${l}.channel is distinct from 'whatsapp' or ${l}.template is not null
    or ${lastWrittenAt(row)} > now() - make_interval(hours => ${SERVICE_WINDOW_HOURS}))`;
}

/** When a contact's service window closes, by their last WhatsApp message to any of our numbers; null when it is closed. */
export function serviceWindowClosesAt(contact: string): SQL {
  const c = sql.raw(contact);
  const length = sql`make_interval(hours => ${SERVICE_WINDOW_HOURS})`;
  return sql`(
    select coalesce(i.sent_at, i.created_at) + ${length} from contact_logs i
    where i.contact_id = ${c}.id and i.direction = 'inbound' and i.channel = 'whatsapp'
      and i.kind not in ('system', 'request_welcome')
      and i.created_at > now() - 2 * ${length} and coalesce(i.sent_at, i.created_at) > now() - ${length}
    order by i.created_at desc nulls last limit 1)`;
}
