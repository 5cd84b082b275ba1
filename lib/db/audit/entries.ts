import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "../../domain/access/actor.ts";
import type { AuditEntry } from "../../domain/access/audited.ts";
import type { Place } from "../../domain/cursor.ts";
import { isUuid } from "../../domain/uuid.ts";
import type { Db } from "../client.ts";
import { limitTo } from "../limit-to.ts";
import { momentExactly } from "../moment-exactly.ts";

/** An entry as it stands on the audit trail: what it says was written by this deployment, or one before it. */
export type StandingEntry = Place & {
  by: Actor["by"];
  actorId: string | null;
  actorName: string | null;
  action: string;
  subject: string;
  was: NonNullable<AuditEntry["was"]> | null;
  became: NonNullable<AuditEntry["became"]> | null;
};

export type AuditAsked = {
  action?: string | null;
  /** A contact's has the entries of their tickets as well. */
  subject?: string | null;
  /** Nothing older. */
  days?: number;
  after: Place | null;
  limit: number;
};

const COLUMNS = sql`a.id::text, ${momentExactly("a.at")} as at, a.by, a.actor_id as "actorId", a.actor_name as "actorName", a.action,
  a.subject, a.was, a.became`;

/** A page of the audit trail, newest first, and behind what the next goes on; null at the end. */
export async function entriesAfter(
  db: Db,
  { action = null, subject = null, days, after, limit }: AuditAsked,
): Promise<{ entries: StandingEntry[]; next: Place | null }> {
  const within = allOf([
    action === null ? null : sql`a.action = ${action}`,
    days === undefined ? null : sql`a.at > now() - make_interval(days => ${days}::int)`,
    after && sql`(a.at, a.id) < (${after.at}::timestamptz, ${after.id}::uuid)`,
  ]);
  const newest = (condition: SQL) =>
    sql`select a.* from audit a where ${condition} order by a.at desc, a.id desc ${limitTo(limit + 1)}`;
  const of =
    subject === null
      ? newest(within)
      : sql`select a.* from (${subjectsOf(subject)}) s, lateral (${newest(sql`a.subject = s.subject and ${within}`)}) a`;
  const found = await db.query<StandingEntry>(
    sql`select ${COLUMNS} from (${of}) a order by a.at desc, a.id desc ${limitTo(limit + 1)}`,
  );
  const entries = found.slice(0, limit);
  const last = found.length > limit ? entries.at(-1) : undefined;
  return { entries, next: last ? { at: last.at, id: last.id } : null };
}

/** What an entry can be about that is asked for. Templates are sent from tickets, and so are entries of these. */
function subjectsOf(subject: string): SQL {
  const [, contactId] = /^contact:(.+)$/.exec(subject) ?? [];
  const tickets = sql` union all select 'ticket:' || t.id from tickets t where t.contact_id = ${contactId}::uuid`;
  return sql`select ${subject}::text as subject${contactId && isUuid(contactId) ? tickets : sql``}`;
}

function allOf(conditions: (SQL | null)[]): SQL {
  const given = conditions.filter((condition) => condition !== null);
  return given.length > 0 ? sql.join(given, sql` and `) : sql`true`;
}
