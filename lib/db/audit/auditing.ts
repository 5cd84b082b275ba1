import { type SQL, sql } from "drizzle-orm";
import type { AuditEntry } from "../../domain/access/audited.ts";

/**
 * A member of a statement's `with`: the entry stands on the audit trail if, and only if, the statement's change is made.
 * @param condition which rows of the statement's other members say that it changed something, such as `from marked`; else it is noted in any case
 */
export function auditing({ actor, action, subject, was, became }: AuditEntry, condition: SQL = sql``): SQL {
  return sql`audited as (
    insert into audit (by, actor_id, actor_name, action, subject, was, became)
    select ${actor.by}, ${actor.id}, ${actor.name}, ${action}, ${subject}, ${json(was)}::jsonb, ${json(became)}::jsonb ${condition}
  )`;
}

const json = (value: object | undefined): string | null => (value ? JSON.stringify(value) : null);
