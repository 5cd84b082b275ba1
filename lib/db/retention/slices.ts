import { type SQL, sql } from "drizzle-orm";
import type { Purged } from "../../domain/retention/purged.ts";
import { auditing } from "../audit/auditing.ts";
import type { Db } from "../client.ts";
import { composed } from "../compose.ts";
import { momentExactly } from "../moment-exactly.ts";

/** One slice of a purge: how many went, where the next goes on (null behind the last), and the oldest that had to stay for now. */
export type Slice = { count: number; next: string | null; keptFrom: string | null };

/** What a slice locks is free again within milliseconds; it never waits for what others hold, who may hold it for a webhook. */
const LOCK_WAIT_MS = 50;

/** Rows that one statement looks at: some milliseconds' worth. */
export const ROWS_AT_ONCE = sql.raw("100");

/** Runs a slice. @throws {NotDurableError} when somebody held what it needed: it is tried again later */
export async function runSlice(db: Db, statement: SQL): Promise<Slice> {
  const [slice] = await db.query<Slice>({ ...composed(statement), lockTimeoutMs: LOCK_WAIT_MS });
  return slice ?? { count: 0, next: null, keptFrom: null };
}

/** Nobody presses a button: somebody set after how many days. */
const ENTRY = { actor: { by: "retention", id: null, name: null }, action: "retention.purge" } as const;

/** The run that is under way, by its beginning: there is one task for ever. */
const RUN = sql`'purge:' || coalesce((select t.payload->>'begunAt' from tasks t where t.kind = 'purge' and t.dedupe_key = 'daily'), 'now')`;

/**
 * `with` elements that add what went, the rows of `gone`, to the books in the statement in which it goes; and to the audit trail, which has
 * one entry for a run that made something go.
 */
export function countedAs(what: Purged): SQL {
  return sql`counted as (
    update purges p set last_count = last_count + g.n, total = total + g.n, last_at = now()
    from (select count(*) as n from gone) g where p.what = ${what} and g.n > 0
  ), run as materialized (
    select ${RUN} as subject, ${what}::text as what, count(*) as n from gone having count(*) > 0
  ), told as (
    update audit a set became = a.became || jsonb_build_object(r.what, coalesce((a.became->>r.what)::bigint, 0) + r.n)
    from run r where a.subject = r.subject returning a.id
  ), ${auditing(
    { ...ENTRY, subject: sql`r.subject`, became: sql`jsonb_build_object(r.what, r.n)` },
    sql`from run r where not exists (select 1 from told)`,
  )}`;
}

/** What a slice of rows in the order of (created_at, id) says of itself; whatever is not in `mine` had to stay. */
export const CAME_OF_IT = sql`
  select (select count(*) from gone)::int as count,
    (select ${momentExactly("created_at")} || ' ' || id from slice order by created_at desc, id desc limit 1) as next,
    (select ${momentExactly("min(created_at)")} from slice where is_open and not (id = any(array(select id from mine)))) as "keptFrom"`;

const NO_ID = "00000000-0000-0000-0000-000000000000";

/** What is older than so many days and stands behind a place, in the order of (created_at, id). */
export function isOldAfter(row: string, { days, after }: { days: number; after: string }, id = "id"): SQL {
  const [moment = "", from = NO_ID] = after.split(" ");
  const place = sql`(${moment || "-infinity"}::timestamptz, ${from}${sql.raw(id === "id" ? "::uuid" : "::text")})`;
  return sql`${sql.raw(`${row}.created_at`)} < ${daysAgo(days)} and ${sql.raw(`(${row}.created_at, ${row}.${id})`)} > ${place}`;
}

/** Whether a row `t` of the assistant's turns goes with a slice's messages: the newest that it answers is among them. */
export function isTurnOf(mine: string): SQL {
  return sql.raw(
    `t.id = any(array(select assistant_turn_id from ${mine})) and t.answers = any(array(select id from ${mine}))`,
  );
}

/** The moment so many days ago. */
export function daysAgo(days: number): SQL {
  return sql`now() - make_interval(days => ${days}::int)`;
}
