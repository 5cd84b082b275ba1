import { sql } from "drizzle-orm";
import { MOST_DAYS } from "../../domain/recovery/recovery-since.ts";
import { KEY_GUARDS } from "../../domain/retention/key-guards.ts";
import { DEDUPLICATES_DAYS } from "../../domain/retention/purged.ts";
import type { Db } from "../client.ts";
import { isForgotten } from "../erasure/erased.ts";
import { listed } from "../listed.ts";
import { IS_UNCONFIRMED } from "../messages/unconfirmed-sends.ts";
import { thereIs } from "../there-is.ts";
import { countedAs, daysAgo, runSlice, type Slice } from "./slices.ts";

const AT_ONCE = sql.raw("200");

/** A kind that this deployment does not know may guard something as well. */
const GUARDS_NOTHING = sql.raw(
  listed(Object.entries(KEY_GUARDS).flatMap(([kind, guards]) => (guards ? [] : [kind]))),
);

/** The console finds what is unconfirmed by the report that it was promised: as long as somebody may send it again, that is kept. */
const IS_LISTED = sql`(s.kind = 'report-unsure' and ${thereIs(
  sql`contact_logs l where l.id = case when s.log_id ~ '^[0-9a-f-]{36}$' then s.log_id::uuid end and ${IS_UNCONFIRMED} and not ${sql.raw(isForgotten("l"))}`,
)})`;

/** A look may go back so far, and must bring back nobody who was erased since. */
const IS_OF_ERASED = sql`(s.kind = 'sweep-erased' and s.created_at > ${daysAgo(MOST_DAYS)})`;

/** Deletes some tasks that have been done for longer, from the first on: ids grow with time, and it ends where they are younger. */
export function purgeTasks(db: Db, { days, after }: { days: number; after: string }): Promise<Slice> {
  const longest = Math.max(days, DEDUPLICATES_DAYS);
  return runSlice(
    db,
    sql`
    with slice as materialized (
      select t.id, t.kind, t.done_at, t.created_at, t.payload->>'logId' as log_id from tasks t where t.id > ${after || "0"}::bigint order by t.id limit ${AT_ONCE}
    ), mine as materialized (
      select t.id from tasks t where t.id = any(array(
        select s.id from slice s
        where s.done_at < case when s.kind in (${GUARDS_NOTHING}) then ${daysAgo(days)} else ${daysAgo(longest)} end
          and not ${IS_LISTED} and not ${IS_OF_ERASED}))
      for update of t skip locked
    ), gone as (
      delete from tasks t where t.id = any(array(select id from mine)) and t.done_at is not null returning t.id
    ), ${countedAs("tasks")}
    select (select count(*) from gone)::int as count, null as "keptFrom",
      (select max(id)::text from slice having bool_or(created_at < ${daysAgo(days)})) as next`,
  );
}

/** Deletes some tasks that have been dead for longer. */
export function purgeDeadTasks(db: Db, { days }: { days: number }): Promise<Slice> {
  return runSlice(
    db,
    sql`
    with mine as materialized (
      select t.id from tasks t where t.dead_at is not null and t.dead_at < ${daysAgo(days)}
      order by t.dead_at limit ${AT_ONCE} for update of t skip locked
    ), gone as (
      delete from tasks t where t.id = any(array(select id from mine)) returning t.id
    ), ${countedAs("dead-tasks")}
    select (select count(*) from gone)::int as count, null as "keptFrom",
      (select 'more' from gone limit 1) as next`,
  );
}
