import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "../../domain/access/actor.ts";
import type { AuditEntry } from "../../domain/access/audited.ts";
import type { Place } from "../../domain/cursor.ts";
import { isUuid } from "../../domain/uuid.ts";
import type { Db } from "../client.ts";
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

/** Entries that a statement looks at for those of one action, which have no index: some milliseconds' worth. */
export const LOOKED_AT = 10_000;

const COLUMNS = sql`a.id::text, ${momentExactly("a.at")} as at, a.by, a.actor_id as "actorId", a.actor_name as "actorName", a.action,
  a.subject, a.was, a.became`;

/**
 * A page of the audit trail, newest first, and behind what the next goes on; null at the end. A page of one action may be short, or empty, and
 * have a next one all the same.
 */
export async function entriesAfter(
  db: Db,
  { action = null, subject = null, days, after, limit }: AuditAsked,
): Promise<{ entries: StandingEntry[]; next: Place | null }> {
  const window = action === null ? limit + 1 : Math.max(LOOKED_AT, limit + 1);
  const within = allOf([
    days === undefined ? null : sql`a.at > now() - make_interval(days => ${days}::int)`,
    after && sql`(a.at, a.id) < (${after.at}::timestamptz, ${after.id}::uuid)`,
  ]);
  const newest = (condition: SQL) =>
    sql`select a.* from audit a where ${condition} order by a.at desc, a.id desc limit ${window}`;
  const newestOfEach = (subjects: SQL) => sql`
    select a.* from (${subjects}) s, lateral (${newest(sql`a.subject = s.subject and ${within}`)}) a
    order by a.at desc, a.id desc limit ${window}`;
  const rows = await db.query<StandingEntry & { isEnd: boolean }>(sql`
    with looked as materialized (
      ${subject === null ? newest(within) : newestOfEach(subjectsOf(subject))}
    ), found as (
      select a.* from looked a where ${action === null ? sql`true` : sql`a.action = ${action}`} order by a.at desc, a.id desc limit ${limit + 1}
    ), last as (
      select a.* from looked a where (select count(*) from looked) = ${window} order by a.at, a.id limit 1
    )
    select * from (
      select ${COLUMNS}, false as "isEnd" from found a union all select ${COLUMNS}, true from last a
    ) both_of_them order by "isEnd", at desc, id desc`);
  const found = rows.filter(({ isEnd }) => !isEnd);
  const entries = found.slice(0, limit).map(({ isEnd, ...entry }) => entry);
  const behind = found.length > limit ? entries.at(-1) : rows.find(({ isEnd }) => isEnd);
  return { entries, next: behind ? { at: behind.at, id: behind.id } : null };
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
