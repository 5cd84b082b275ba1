import { type SQL, sql } from "drizzle-orm";
import type { OptOutReason } from "../../domain/opt-outs.ts";
import type { Channel } from "../../domain/providers.ts";
import type { Pending, TicketInWords } from "../../domain/wording/replies.ts";
import type { Db } from "../client.ts";
import { optedOutAt, setOptOut, wishedAt } from "../contacts/consent.ts";
import { limitTo } from "../limit-to.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";
import { DECIDED_BY, isAskedHere, isRemindedHere, type Place } from "./asked-here.ts";
import { messageIdsOf } from "./message-ids.ts";
import type { MessageInContext } from "./message-in-context.ts";
import { cameAt } from "./service-window.ts";
import { isAt } from "./standing.ts";

/** Fences what a command changes: it happens while its message is not marked as obeyed, and marks it. */
export function obeying({ logId, command }: { logId: string; command: string }): SQL {
  return sql`obeyed as (
    update contact_logs set command = ${command} where id = ${logId} and command is null returning id)`;
}

export const NOW_OBEYED = sql`exists (select 1 from obeyed)`;

/** A message was the command of this name, which changes nothing. */
export async function recordCommand(db: Db, call: { logId: string; command: string }): Promise<void> {
  await db.query(sql`with ${obeying(call)} select id from obeyed`);
}

type ByContact = { logId: string; contactId: string; command: string };

const BY_STOP: OptOutReason = "stop";

/** The contact gets no more messages by the channel of this one; a STOP that they wrote outweighs what a provider said before. One that comes late counts as well. */
export async function optOut(db: Db, call: ByContact): Promise<void> {
  await db.query(sql`
    with ${obeying(call)}
    update contacts c set ${setOptOut("l.channel", (was) => ({
      at: sql`greatest(${was.at}, least(l.sent_at, l.created_at))`,
      reason: sql`${BY_STOP}`,
    }))}
    from contact_logs l where l.id = ${call.logId} and c.id = ${call.contactId} and ${NOW_OBEYED}`);
}

/** The contact gets messages again by the channel of this one, unless they, or somebody for them, opted out after they wrote this. */
export async function optIn(db: Db, call: ByContact): Promise<void> {
  await db.query(sql`
    with ${obeying(call)}
    update contacts c set ${setOptOut("l.channel", () => ({ at: sql`null`, reason: sql`null` }))}
    from contact_logs l where l.id = ${call.logId} and c.id = ${call.contactId} and ${NOW_OBEYED}
      and ${sql.raw(optedOutAt("c", "l.channel"))} <= ${wishedAt("l")}`);
}

/** Whether the contact opted out of this message's channel after they wrote it, and it came late. */
export async function optedOutSince(db: Db, { logId }: { logId: string }): Promise<boolean> {
  const rows = await db.query(sql`
    select 1 from contact_logs l join contacts c on c.id = l.contact_id
    where l.id = ${logId} and ${sql.raw(optedOutAt("c", "l.channel"))} > ${wishedAt("l")}`);
  return rows.length > 0;
}

/** A contact's newest tickets that exist still, newest first. */
export function latestTickets(db: Db, contactId: string, limit: number): Promise<TicketInWords[]> {
  return db.query<TicketInWords>(sql`
    select id, subject, status from tickets where contact_id = ${contactId} and status <> 'deleted'
    order by created_at desc, id desc ${limitTo(limit)}`);
}

/** So that all of it fits one message, Twilio's 1,600 characters too. */
const AT_MOST = 3;

/**
 * Tickets that wait for the contact's answer, and, of what was asked where this message came, reminders that they did not
 * acknowledge and approvals that are open; of what was asked elsewhere, only by which channels.
 */
export async function pendingFor(
  db: Db,
  { contact: { id: contactId }, ...place }: Place & Pick<MessageInContext, "contact">,
): Promise<Pending> {
  const [pending] = await db.query<Pending>(sql`
    select
      (select coalesce(jsonb_agg(t), '[]') from (
        select id, subject, status from tickets where contact_id = ${contactId} and status = 'pending'
        order by created_at desc, id desc limit ${AT_MOST}) t) as tickets,
      (select coalesce(jsonb_agg(r.body), '[]') from (
        select body from contact_logs l where ${IS_OPEN_REMINDER} and l.contact_id = ${contactId} and ${isRemindedHere(place)}
        order by l.created_at desc, l.id desc limit ${AT_MOST}) r) as reminders,
      (select coalesce(jsonb_agg(a.reference), '[]') from (
        select a.reference from approvals a where a.contact_id = ${contactId} and a.decided_at is null and ${isAskedHere(place)}
        order by a.created_at desc, a.id desc limit ${AT_MOST}) a) as approvals,
      (select coalesce(jsonb_agg(e.channel order by e.channel desc), '[]') from (
        select ${DECIDED_BY} as channel from approvals a
        where a.contact_id = ${contactId} and a.decided_at is null and not ${isAskedHere(place)}
        union
        select l.channel from contact_logs l
        where ${IS_OPEN_REMINDER} and l.contact_id = ${contactId} and l.channel is not null and not ${isRemindedHere(place)}) e) as elsewhere`);
  return pending ?? { tickets: [], reminders: [], approvals: [], elsewhere: [] };
}

/** It reached the contact, as far as anybody knows. */
const IS_OPEN_REMINDER = sql`l.requires_ack and l.acknowledged_at is null and not ${sql.raw(isAt("l.status", "failed", "canceled"))}`;

export type Reminder = { id: string; body: string; channel: Channel; isHere: boolean };

/**
 * The reminder that a message acknowledges: the one that it quotes, even for a second time, since a button on it may be pressed
 * again; else the latest that the contact had when they wrote. One that was sent by another way is acknowledged there alone:
 * it is told, as not `isHere`, where there is none here.
 */
export async function reminderToAcknowledge(
  db: Db,
  { logId, contact, detail, ...place }: Place & Pick<MessageInContext, "logId" | "contact" | "detail">,
): Promise<Reminder | undefined> {
  const [reminder] = await db.query<Reminder>(sql`
    with reminder as (
      select l.*, (${detail.quotedMessageId ?? null}::text in (${sql.raw(messageIdsOf("l"))})) is true as is_quoted
      from contact_logs l join contact_logs m on m.id = ${logId}
      where l.contact_id = ${contact.id} and l.requires_ack and l.created_at <= ${cameAt("m")}
    )
    select l.id, l.body, l.channel, ${isRemindedHere(place)} as "isHere" from reminder l where l.is_quoted or (${IS_OPEN_REMINDER})
    order by "isHere" desc, l.is_quoted desc, l.created_at desc, l.id desc limit 1`);
  return reminder;
}

/** A reminder was acknowledged. */
export async function acknowledge(
  db: Db,
  call: { logId: string; reminderId: string; command: string },
): Promise<void> {
  await db.query(sql`
    with ${obeying(call)}
    update contact_logs set acknowledged_at = now()
    where id = ${call.reminderId} and acknowledged_at is null and ${NOW_OBEYED}`);
}

export type Decision = "approved" | "rejected";
export type Approval = {
  id: string;
  reference: string;
  ticketId: string | null;
  decision: Decision | null;
  /** By which channel it is decided, and whether this message came where it was asked. */
  channel: Channel;
  isHere: boolean;
};

/** What this contact, and nobody else, was asked to approve under a reference, whatever its case. */
export async function approvalFor(
  db: Db,
  { contact, ...place }: Place & Pick<MessageInContext, "contact">,
  reference: string,
): Promise<Approval | undefined> {
  const [approval] = await db.query<Approval>(sql`
    select a.id, a.reference, a.ticket_id as "ticketId", a.decision, ${DECIDED_BY} as channel, ${isAskedHere(place)} as "isHere"
    from approvals a where a.contact_id = ${contact.id} and lower(a.reference) = lower(${reference})`);
  return approval;
}

/** An approval was decided, once, and its ticket is promised a note of it. */
export async function decideApproval(
  db: Db,
  call: {
    logId: string;
    approvalId: string;
    decision: Decision;
    command: string;
    note: { ticketId: string; key: string } | null;
  },
): Promise<void> {
  const { note } = call;
  await db.query(sql`
    with ${obeying(call)}, decided as (
      update approvals set decision = ${call.decision}, decided_at = now()
      where id = ${call.approvalId} and decided_at is null and ${NOW_OBEYED}
      returning id
    )
    ${promiseTasks("add-note", {
      ticketId: note?.ticketId ?? "",
      key: note?.key ?? "",
      payload: sql`${JSON.stringify(note)}::jsonb`,
    })}
    from decided where ${note !== null}::boolean
    ${ONCE}`);
}
