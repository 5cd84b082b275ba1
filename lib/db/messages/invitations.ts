import { type SQL, sql } from "drizzle-orm";
import type { AuditEntry } from "../../domain/access/audited.ts";
import type { Purpose } from "../../domain/billing/purposes.ts";
import type { Template } from "../../domain/message.ts";
import { statusesAt } from "../../domain/message-status.ts";
import { SERVICE_WINDOW_HOURS } from "../../domain/service-window-hours.ts";
import { auditing } from "../audit/auditing.ts";
import type { Db } from "../client.ts";
import { mayBeWrittenTo } from "../contacts/consent.ts";
import { listed } from "../listed.ts";
import { newId } from "../new-id.ts";
import { begunAnew, ONCE, promiseTasks } from "../tasks/promise-tasks.ts";

type Invitation = {
  logId: string;
  lastWrittenId: string | null;
  template: Template;
  /** Of an agent who asked for it by hand. */
  byHand?: { sentBy: string; note: string; audit: AuditEntry };
};

/** What asks them, if anything does; `wasWrittenTo`: no invitation, but a template that an agent sent within the window's length. */
type Invited =
  | { messageId: string; isNew: boolean; hasFailed: boolean }
  | { messageId: null; wasWrittenTo: boolean };

/**
 * Promises the template that asks a contact to write again, so that a held message can be sent: at most once a day after each
 * message of theirs, however many messages wait. By itself it does not follow a template that an agent just sent, nor one of its own
 * that failed; by hand it does.
 */
export async function insertInvitation(db: Db, invitation: Invitation): Promise<Invited> {
  const first = await promiseInvitation(db, invitation);
  // A statement that ran beside this one may have promised it after this one looked.
  return first.messageId === null && !first.wasWrittenTo ? promiseInvitation(db, invitation) : first;
}

/** By what an invitation is known, in SQL: one a day after each message of a contact's. */
export function invitationKey(contactId: SQL, lastWrittenId: SQL): SQL {
  return sql`'invitation:' || ${contactId} || ':' || coalesce(${lastWrittenId}, 'never') || ':' || now()::date`;
}

/** That a message did not reach anybody, and will not, in SQL. */
const cameToNothing = (row: string) =>
  sql.raw(`${row}.status in (${listed(statusesAt("failed", "canceled"))})`);

const INVITATION: Purpose = "invitation";

/** An agent's template counts as asking. */
const WAS_WRITTEN_TO = sql`exists (
  select 1 from contact_logs s where s.contact_id = l.contact_id and s.direction = 'outbound' and s.channel = l.channel
    and s.template is not null and s.sent_by is not null and not ${cameToNothing("s")}
    and s.created_at > now() - make_interval(hours => ${SERVICE_WINDOW_HOURS}))`;

/** Of two who ask anew at once the second finds the first one's message, which has not failed. */
const ONCE_A_TRY = sql`${begunAnew(sql`excluded.payload`)}
  where exists (select 1 from contact_logs f where f.id = (tasks.payload->>'logId')::uuid and ${cameToNothing("f")})`;

type Promised = { messageId: string | null; isNew: boolean; hasFailed: boolean; wasWrittenTo: boolean };

async function promiseInvitation(
  db: Db,
  { logId, lastWrittenId, template, byHand }: Invitation,
): Promise<Invited> {
  const id = newId();
  const [row] = await db.query<Promised>(sql`
    with held as (
      select l.*, ${invitationKey(sql`l.contact_id`, sql`${lastWrittenId}::text`)} as key, ${WAS_WRITTEN_TO} as was_written_to
      from contact_logs l join contacts c on c.id = l.contact_id
      where l.id = ${logId} and l.held_at is not null and ${mayBeWrittenTo("l.channel")}
    ), task as (
      ${promiseTasks("deliver-message", {
        contactId: sql`h.contact_id`,
        provider: sql`h.provider`,
        key: sql`h.key`,
        payload: { logId: id },
      })}
      from held h ${byHand ? ONCE_A_TRY : sql`where not h.was_written_to ${ONCE}`}
      returning id
    ), invited as (
      insert into contact_logs
        (id, contact_id, direction, provider, channel, sender, contact_address, ticket_id, kind, template, purpose, sent_by, status)
      select ${id}::uuid, h.contact_id, 'outbound', h.provider, h.channel, h.sender, h.contact_address, h.ticket_id,
        'template', ${JSON.stringify(template)}::jsonb, ${INVITATION}, ${byHand?.sentBy ?? null}::text, 'accepted'
      from held h where exists (select 1 from task)
      returning id, ticket_id
    ), before as (
      select t.payload->>'logId' as id, ${cameToNothing("b")} as has_failed
      from held h join tasks t on t.kind = 'deliver-message' and t.dedupe_key = h.key
        left join contact_logs b on b.id = (t.payload->>'logId')::uuid
    )${byHand ? told(byHand) : sql``}
    select i.id is not null as "isNew", coalesce(i.id::text, b.id) as "messageId", i.id is null and b.has_failed is true as "hasFailed",
      coalesce((select was_written_to from held), false) as "wasWrittenTo"
    from (select) as one left join invited i on true left join before b on true`);
  // By hand, one that failed is none: another was promised beside this one.
  if (!row?.messageId || (byHand && row.hasFailed))
    return { messageId: null, wasWrittenTo: !byHand && row?.wasWrittenTo === true };
  return { messageId: row.messageId, isNew: row.isNew, hasFailed: row.hasFailed };
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
