import { sql } from "drizzle-orm";
import type { HandOverReason } from "../../domain/assistant/outcomes.ts";
import type { Handover, MessageKind, Via } from "../../domain/message.ts";
import type { Db } from "../client.ts";
import { isErased, isToBeSeen } from "../erasure/erased.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";
import { isAt } from "./standing.ts";

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

/** A message of a conversation that others led, or our assistant, which no ticket has heard of yet. */
type Untold = {
  id: string;
  /** Null where it is the assistant's. */
  via: Via | null;
  direction: "inbound" | "outbound";
  kind: MessageKind;
  body: string;
  isForgotten: boolean;
  /** The customer never had it. */
  isLost: boolean;
  at: Date;
};

/** What a ticket has to hear of beside a message that is filed on it. */
export type Beside = {
  /** Null where the message is on no ticket, or its contact was erased. */
  ticketId: string | null;
  /** What the assistant made of the message, once it is known; `why` it handed over, if it did. */
  turn: { id: string; why: HandOverReason | null; opensTicket: boolean; summary: string } | null;
  /** Oldest first. */
  lines: Untold[];
};

/**
 * What no ticket has heard of when this message of the same contact is filed: beside one of Meta's, all that was said to and by Meta's
 * agent, and what was written in the WhatsApp Business app since; beside one that the assistant was asked about, what was said to and by
 * the assistant in the `hours` before. Whatever is to be filed by itself is none of it.
 */
export async function untoldBeside(db: Db, logId: string, hours: number): Promise<Beside> {
  type Row = Pick<Beside, "turn"> & { ticketId: string } & (Untold | { id: null });
  const rows = await db.query<Row>(sql`
    select f.ticket_id as "ticketId", case when t.id is not null then jsonb_build_object(
        'id', t.id, 'why', t.why, 'opensTicket', t.opens_ticket, 'summary', t.summary) end as turn, newest.*
    from contact_logs f
    left join assistant_turns t on t.id = f.assistant_turn_id and t.outcome <> 'asked'
    left join lateral (
      select l.id, l.via, l.direction, l.kind, left(l.body, 2000) as body, l.purged_at is not null as "isForgotten",
        ${sql.raw(isAt("l.status", "failed", "canceled"))} as "isLost", coalesce(l.sent_at, l.created_at) as at
      from contact_logs l
      where l.contact_id = f.contact_id and l.id <> f.id and l.ticket_id is null
        and l.created_at > now() - interval '30 days' and not ${sql.raw(isErased("l"))}
        and case when l.via is not null then ${UNTOLD_BY_OTHERS} else ${untoldByAssistant(hours)} end
      order by at desc, l.id desc limit 500
    ) newest on true
    where f.id = ${logId} and f.ticket_id is not null and not ${sql.raw(isErased("f"))} and ${isToBeSeen("f")}
    order by newest.at, newest.id`);
  const [first] = rows;
  return {
    ticketId: first?.ticketId ?? null,
    turn: first?.turn ?? null,
    lines: rows.filter((row) => row.id !== null),
  };
}

const UNTOLD_BY_OTHERS = sql`f.provider = 'meta' and (l.via = 'standby' or l.created_at >= f.created_at)
  and not exists (select 1 from tasks k where k.kind = 'answer-message' and k.dedupe_key = l.id::text)`;

/** All that the assistant said, and what it was asked and answered without a ticket. */
const untoldByAssistant = (hours: number) => sql`
  t.id is not null and l.created_at > f.created_at - make_interval(hours => ${hours}::int)
  and exists (select 1 from assistant_turns a where a.id = l.assistant_turn_id
    and (l.direction = 'outbound' or a.outcome = 'answered' and a.carried_out_at is not null))
  and not exists (select 1 from tasks k where k.kind = 'file-message' and k.dedupe_key = l.id::text)`;

/** What a ticket is told about: messages that no ticket has heard of, a turn of the assistant's, or both. */
type Told = { ids: string[]; turnId?: string; ticketId: string; body: string; tags?: string[] };

/**
 * Promises an internal note about these messages and puts them on its ticket, in one statement; not for what a ticket has heard of. Of a
 * turn a ticket hears once, and be it alone: what is found after that waits for the next.
 */
export async function tellTicket(db: Db, { ids, turnId, ticketId, body, tags }: Told): Promise<void> {
  const key = `told:${turnId ?? ids[0]}`;
  await db.query(sql`
    with told as (
      update contact_logs set ticket_id = ${ticketId}
      where id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::uuid) and ticket_id is null
        and not exists (select 1 from tasks k where k.kind = 'add-note' and k.dedupe_key = ${key})
      returning id
    )
    ${promiseTasks("add-note", { ticketId, key, payload: { ticketId, key, body, ...(tags && { tags: sql`${JSON.stringify(tags)}::jsonb` }) } })}
    where ${turnId !== undefined}::boolean or exists (select 1 from told) ${ONCE}`);
}
