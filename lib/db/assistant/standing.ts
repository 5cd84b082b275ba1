import { type SQL, sql } from "drizzle-orm";
import { ENDED_STATUSES } from "../../domain/ticket-status.ts";
import type { Db } from "../client.ts";
import { listed } from "../listed.ts";
import { laneOf } from "../tasks/lanes.ts";

/** So far back a hand-over, or an agent's answer, is looked for: an index ends the search. */
const LOOKED_BACK = "now() - interval '90 days'";
/** For so long whoever answered in the WhatsApp Business app has the conversation. */
const IN_APP = "now() - interval '24 hours'";

/**
 * That a person has the conversation of contact `c`, in SQL: Meta's agent holds it; staff answered in the WhatsApp Business app; an agent
 * answered, or sent a template, on a ticket that takes comments still, or one was handed over, be it only on its way.
 */
export function isWithPerson(c: string): SQL {
  return sql.raw(`(${c}.held_by_agent_since is not null or exists (
    select 1 from contact_logs p
    left join assistant_turns u on u.id = p.assistant_turn_id
    left join tickets t on t.id = p.ticket_id
    where p.contact_id = ${c}.id and p.created_at > ${LOOKED_BACK} and (
      p.via = 'business-app' and p.direction = 'outbound' and p.created_at > ${IN_APP}
      or t.status not in (${listed(ENDED_STATUSES)}) and (p.zendesk_comment_id is not null or p.sent_by is not null or u.outcome = 'handed-over')
      or p.ticket_id is null and p.direction = 'inbound' and u.outcome = 'handed-over' and exists (
        select 1 from tasks k where k.kind = 'file-message' and k.dedupe_key = p.id::text
          and k.done_at is null and k.dead_at is null))))`);
}

/** Whether a person has the conversation of a contact. */
export async function hasPerson(db: Db, contactId: string): Promise<boolean> {
  const rows = await db.query(
    sql`select 1 from contacts c where c.id = ${contactId} and ${isWithPerson("c")}`,
  );
  return rows.length > 0;
}

/** That the contact of a message `l` has asked for a person since, in SQL. */
export const HAS_ASKED_FOR_PERSON = sql.raw(`exists (
  select 1 from contact_logs h where h.contact_id = l.contact_id and h.direction = 'inbound' and h.command = 'human'
    and (h.created_at, h.id) > (l.created_at, l.id))`);

/** Whether something that a contact wrote waits for the assistant. */
export async function isWaiting(db: Db, contactId: string): Promise<boolean> {
  const rows = await db.query(sql`
    select 1 from tasks where lane = ${laneOf.assisting({ contactId })} and done_at is null and dead_at is null limit 1`);
  return rows.length > 0;
}
