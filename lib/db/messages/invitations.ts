import { sql } from "drizzle-orm";
import type { Template } from "../../domain/message.ts";
import type { Db } from "../client.ts";
import { mayBeWrittenTo } from "../contacts/consent.ts";
import { newId } from "../new-id.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";

/**
 * Promises the template that asks a contact to write again, so that a held message can be sent: at most once a day after each
 * message of theirs, however many messages wait.
 */
export async function insertInvitation(
  db: Db,
  invitation: { logId: string; lastWrittenId: string | null; template: Template },
): Promise<void> {
  const id = newId();
  await db.query(sql`
    with held as (
      select l.* from contact_logs l join contacts c on c.id = l.contact_id
      where l.id = ${invitation.logId} and l.held_at is not null and ${mayBeWrittenTo("l.channel")}
    ), task as (
      ${promiseTasks("deliver-message", {
        contactId: sql`h.contact_id`,
        provider: sql`h.provider`,
        key: sql`'invitation:' || h.contact_id || ':' || coalesce(${invitation.lastWrittenId}, 'never') || ':' || now()::date`,
        payload: { logId: id },
      })}
      from held h ${ONCE}
      returning id
    )
    insert into contact_logs
      (id, contact_id, direction, provider, channel, sender, contact_address, ticket_id, kind, template, status)
    select ${id}::uuid, h.contact_id, 'outbound', h.provider, h.channel, h.sender, h.contact_address, h.ticket_id,
      'template', ${JSON.stringify(invitation.template)}::jsonb, 'accepted'
    from held h where exists (select 1 from task)`);
}
