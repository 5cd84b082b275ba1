import { type SQL, sql } from "drizzle-orm";
import type { AuditEntry } from "../../domain/access/audited.ts";
import type { Template } from "../../domain/message.ts";
import { auditing } from "../audit/auditing.ts";
import type { Db } from "../client.ts";
import { mayBeWrittenTo } from "../contacts/consent.ts";
import { newId } from "../new-id.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";

type Invitation = {
  logId: string;
  lastWrittenId: string | null;
  template: Template;
  /** Of an agent who asked for it by hand. */
  byHand?: { sentBy: string; note: string; audit: AuditEntry };
};

/**
 * Promises the template that asks a contact to write again, so that a held message can be sent: at most once a day after each
 * message of theirs, however many messages wait.
 * @returns the message that asks them, and whether it was promised just now; null where nothing waits, or they are sent nothing
 */
export async function insertInvitation(
  db: Db,
  invitation: Invitation,
): Promise<{ messageId: string; isNew: boolean } | null> {
  // A statement that ran beside this one may have promised it after this one looked.
  return (await promiseInvitation(db, invitation)) ?? (await promiseInvitation(db, invitation));
}

/** By what an invitation is known, in SQL: one a day after each message of a contact's. */
export function invitationKey(contactId: SQL, lastWrittenId: SQL): SQL {
  return sql`'invitation:' || ${contactId} || ':' || coalesce(${lastWrittenId}, 'never') || ':' || now()::date`;
}

async function promiseInvitation(db: Db, { logId, lastWrittenId, template, byHand }: Invitation) {
  const id = newId();
  const [row] = await db.query<{ messageId: string | null; isNew: boolean }>(sql`
    with held as (
      select l.*, ${invitationKey(sql`l.contact_id`, sql`${lastWrittenId}::text`)} as key
      from contact_logs l join contacts c on c.id = l.contact_id
      where l.id = ${logId} and l.held_at is not null and ${mayBeWrittenTo("l.channel")}
    ), task as (
      ${promiseTasks("deliver-message", {
        contactId: sql`h.contact_id`,
        provider: sql`h.provider`,
        key: sql`h.key`,
        payload: { logId: id },
      })}
      from held h ${ONCE}
      returning id
    ), invited as (
      insert into contact_logs
        (id, contact_id, direction, provider, channel, sender, contact_address, ticket_id, kind, template, sent_by, status)
      select ${id}::uuid, h.contact_id, 'outbound', h.provider, h.channel, h.sender, h.contact_address, h.ticket_id,
        'template', ${JSON.stringify(template)}::jsonb, ${byHand?.sentBy ?? null}::text, 'accepted'
      from held h where exists (select 1 from task)
      returning id, ticket_id
    )${byHand ? told(byHand) : sql``}
    select exists (select 1 from invited) as "isNew", coalesce((select id::text from invited),
      (select t.payload->>'logId' from tasks t, held h where t.kind = 'deliver-message' and t.dedupe_key = h.key)) as "messageId"`);
  return row?.messageId ? { messageId: row.messageId, isNew: row.isNew } : null;
}

/** Members of the statement's `with`: the agents and the audit trail hear of it, if it is new. */
function told({ note, audit }: NonNullable<Invitation["byHand"]>): SQL {
  const key = sql`i.id || ':sent'`;
  const payload = { ticketId: sql`i.ticket_id`, key, body: note };
  return sql`, ${auditing(audit, sql`from invited`)}, note as (
      ${promiseTasks("add-note", { ticketId: sql`i.ticket_id`, key, payload })}
      from invited i ${ONCE}
    )`;
}
