import { sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { CAME_OF_IT, countedAs, daysAgo, isOldAfter, ROWS_AT_ONCE, runSlice, type Slice } from "./slices.ts";

type Asked = { days: number; after: string };

/** Deletes some older rows that a callback alone made, of a message that nobody here sent. Those of conversations have no contact either, and stay. */
export function purgeOrphans(db: Db, { days, after }: Asked): Promise<Slice> {
  return runSlice(
    db,
    sql`
    with slice as materialized (
      select l.id, l.created_at, l.conversation_sid is null and l.batch_id is null as is_open
      from contact_logs l where l.contact_id is null and ${isOldAfter("l", { days, after })}
      -- In the order of their own index: they are few among all that are as old.
      order by l.contact_id, l.created_at, l.id limit ${ROWS_AT_ONCE}
    ), mine as materialized (
      select l.id from contact_logs l
      where l.id = any(array(select id from slice where is_open)) and l.contact_id is null for update of l skip locked
    ), gone as (
      delete from contact_logs l where l.id = any(array(select id from mine)) returning l.id
    ), ${countedAs("orphans")}
    ${CAME_OF_IT}`,
  );
}

/** Deletes some older news of accounts, from the first on: their ids are made of the time. */
export function purgeAccountEvents(db: Db, { days, after }: Asked): Promise<Slice> {
  return runSlice(
    db,
    sql`
    with slice as materialized (
      select e.id, e.created_at from account_events e where ${after === "" ? sql`true` : sql`e.id > ${after}::uuid`}
      order by e.id limit ${ROWS_AT_ONCE}
    ), gone as (
      delete from account_events e where e.id = any(array(select id from slice where created_at < ${daysAgo(days)})) returning e.id
    ), ${countedAs("account-events")}
    select (select count(*) from gone)::int as count, null as "keptFrom",
      (select id::text from slice where exists (select 1 from gone) order by id desc limit 1) as next`,
  );
}

/** Deletes what is remembered of some addresses that tried wrong passwords longer ago. They are few: one for each address, at any time. */
export function purgeWrongPasswords(db: Db, { days }: { days: number }): Promise<Slice> {
  return runSlice(
    db,
    sql`
    with mine as materialized (
      select source from wrong_passwords where since < ${daysAgo(days)} limit ${ROWS_AT_ONCE} for update skip locked
    ), gone as (
      delete from wrong_passwords w where w.source = any(array(select source from mine)) returning 1
    ), ${countedAs("wrong-passwords")}
    select (select count(*) from gone)::int as count, null as "keptFrom", (select 'more' from gone limit 1) as next`,
  );
}

/** Deletes some entries of the audit trail that are older, from the first on. */
export function purgeAudit(db: Db, { days }: { days: number }): Promise<Slice> {
  return runSlice(
    db,
    sql`
    with mine as materialized (
      select a.id from audit a where a.at < ${daysAgo(days)} order by a.at, a.id limit ${ROWS_AT_ONCE} for update of a skip locked
    ), gone as (
      delete from audit a where a.id = any(array(select id from mine)) returning 1
    ), ${countedAs("audit")}
    select (select count(*) from gone)::int as count, null as "keptFrom", (select 'more' from gone limit 1) as next`,
  );
}
