import { SQL, sql } from "drizzle-orm";
import type { AuditEntry } from "../../domain/access/audited.ts";
import type { Db } from "../client.ts";

type Said = AuditEntry["was"] | SQL;

/** An entry as a statement makes it: what only the statement knows is SQL over the rows of the condition, a text or a jsonb. */
export type NewEntry = Pick<AuditEntry, "actor" | "action"> & {
  subject: string | SQL;
  was?: Said;
  became?: Said;
};

/**
 * A member of a statement's `with`: the entry stands on the audit trail if, and only if, the statement's change is made.
 * @param condition which rows of the statement's other members say that it changed something, such as `from marked`; else it is noted in any case
 */
export function auditing({ actor, action, subject, was, became }: NewEntry, condition: SQL = sql``): SQL {
  return sql`audited as (
    insert into audit (by, actor_id, actor_name, action, subject, was, became)
    select ${actor.by}, ${actor.id}, ${actor.name}, ${action}, ${subject}, ${json(was)}, ${json(became)} ${condition}
    returning id
  )`;
}

const json = (said: Said): SQL =>
  said instanceof SQL ? said : sql`${said ? JSON.stringify(said) : null}::jsonb`;

/** An entry that stands before what it is about, since that is not one statement of ours: a call upstream, or many statements. Returns its id. */
export async function enter(db: Db, entry: NewEntry): Promise<string> {
  const [row] = await db.query<{ id: string }>(sql`with ${auditing(entry)} select id from audited`);
  if (!row) throw new Error("an entry was not made");
  return row.id;
}

/** An entry that stood before what it is about says what came of it. */
export async function complete(
  db: Db,
  id: string,
  { subject, became }: Required<Pick<AuditEntry, "subject" | "became">>,
): Promise<void> {
  await db.query(sql`update audit set subject = ${subject}, became = ${json(became)} where id = ${id}`);
}
