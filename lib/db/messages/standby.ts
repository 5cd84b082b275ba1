import { sql } from "drizzle-orm";
import type { Handover, MessageKind, Via } from "../../domain/message.ts";
import type { Db } from "../client.ts";
import { isErased } from "../erasure/erased.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";

/**
 * A conversation is ours, or Meta's agent's, from that moment on, unless something newer was heard. When it comes to us, what the customer
 * wrote last to the agent is promised to be answered, once.
 */
export async function recordHandover(db: Db, { contact, to, at }: Handover): Promise<void> {
  const moment = sql`coalesce(${at?.toISOString() ?? null}::timestamptz, now())`;
  const person = sql`select c.id from contacts c where c.phone = ${contact.phone} or c.bsuid = ${contact.bsuid}
    order by c.phone = ${contact.phone} desc nulls last limit 1`;
  if (to === "agent") {
    await db.query(sql`
      update contacts c set held_by_agent_since = ${moment}
      where c.id = (${person}) and c.held_by_agent_since is null
        and (c.last_inbound_at is null or c.last_inbound_at <= ${moment})`);
    return;
  }
  await db.query(sql`
    with ours as (
      update contacts c set held_by_agent_since = null
      where c.id = (${person}) and (c.held_by_agent_since is null or c.held_by_agent_since <= ${moment} + interval '1 second')
      returning c.id
    ), last as (
      select l.id, l.contact_id from contact_logs l join ours on ours.id = l.contact_id
      where l.via = 'standby' and l.direction = 'inbound' and l.ticket_id is null
        and l.created_at > now() - interval '30 days'
      order by coalesce(l.sent_at, l.created_at) desc, l.id desc limit 1
    )
    ${promiseTasks("answer-message", { contactId: sql`contact_id`, key: sql`id`, payload: { logId: sql`id` } })}
    from last ${ONCE}`);
}

/** A message of a conversation that others led, which no ticket has heard of yet. */
export type Untold = {
  id: string;
  via: Via;
  direction: "inbound" | "outbound";
  kind: MessageKind;
  body: string;
  at: Date;
  /** Where the message beside it is filed. */
  ticketId: string;
};

/**
 * What no ticket has heard of when this message of the same contact is filed, oldest first: all that was said to and by Meta's agent,
 * and what was written in the WhatsApp Business app since. Whatever is to be filed by itself is none of it.
 */
export function untoldBeside(db: Db, logId: string): Promise<Untold[]> {
  return db.query<Untold>(sql`
    select * from (
      select l.id, l.via, l.direction, l.kind, left(l.body, 2000) as body, coalesce(l.sent_at, l.created_at) as at,
        f.ticket_id as "ticketId"
      from contact_logs f join contact_logs l on l.contact_id = f.contact_id
      where f.id = ${logId} and f.ticket_id is not null and l.id <> f.id and l.via is not null and l.ticket_id is null
        and not exists (select 1 from tasks k where k.kind = 'answer-message' and k.dedupe_key = l.id::text)
        and l.created_at > now() - interval '30 days' and not ${sql.raw(isErased("l"))}
        and (l.via = 'standby' or l.created_at >= f.created_at)
      order by at desc, l.id desc limit 500) newest
    order by at, id`);
}

/** Promises an internal note about these messages and puts them on its ticket, in one statement; not for what a ticket has heard of. */
export async function tellTicket(
  db: Db,
  { ids, ticketId, body }: { ids: string[]; ticketId: string; body: string },
): Promise<void> {
  const key = `told:${ids[0]}`;
  await db.query(sql`
    with told as (
      update contact_logs set ticket_id = ${ticketId}
      where id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::uuid) and ticket_id is null
      returning id
    )
    ${promiseTasks("add-note", { ticketId, key, payload: { ticketId, key, body } })}
    where exists (select 1 from told) ${ONCE}`);
}
