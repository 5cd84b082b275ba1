import { type SQL, sql } from "drizzle-orm";
import { KEPT_KINDS } from "../../domain/kept-payload.ts";
import type { Db } from "../client.ts";
import { listed } from "../listed.ts";
import { type Slice, TASKS_AT_ONCE } from "./erase-traces.ts";
import { BLANKED, blindId } from "./erased.ts";
import { patternOf, tellsOf } from "./known-as.ts";

/** What a person is found by in others' texts: addresses without channel and plus sign, and usernames. */
export type KnownAs = { knownAs: string[]; usernames: string[] };

const KEPT = sql.raw(listed(KEPT_KINDS));

const tells = (text: string) => sql.raw(tellsOf(text));

/** Rows that one statement reads; looking a text through for a candidate costs some 10 microseconds. */
const TEXTS_AT_ONCE = 5_000;
/** A batch's list of whom it left out holds up to 100,000. */
const BATCHES_AT_ONCE = 5;

function pattern({ knownAs, usernames }: KnownAs): SQL {
  const texts = (list: string[]) => sql`select jsonb_array_elements_text(${JSON.stringify(list)}::jsonb)`;
  return sql`known_as(it) as materialized (${texts(knownAs)}), named(username) as materialized (${texts(usernames)}),
    ${sql.raw(patternOf("select username from named"))}`;
}

/** Payloads that nobody understood, whatever became of them: earlier versions kept them when they were done as well. */
export function blankUnread(db: Db, known: KnownAs, after: string): Promise<Slice> {
  return blank(
    db,
    sql`
    with ${pattern(known)}, slice as materialized (
      -- By ids alone: the next of a few kinds may stand a million rows on.
      select id from tasks where id > ${after}::bigint order by id limit ${TASKS_AT_ONCE}
    ), blank as (
      update tasks t set payload = t.payload - 'raw' where t.id > ${after}::bigint and t.id <= (select max(id) from slice)
        and t.kind in (${KEPT}) and ${tells("t.payload->>'raw'")}
      returning t.id
    )
    select (select count(*) from blank)::int as blanked, (select max(id) from slice)::text as next`,
  );
}

/** Account events, whatever field they are of: Meta names people in new ones each year. */
export function blankEvents(db: Db, known: KnownAs, after: string): Promise<Slice> {
  return blank(
    db,
    sql`
    with ${pattern(known)}, slice as materialized (
      select id from account_events where id > ${after || NO_ID}::uuid order by id limit ${TEXTS_AT_ONCE}
    ), blank as (
      update account_events e set payload = '{}' from slice s where e.id = s.id and e.payload <> '{}' and ${tells("e.payload::text")}
      returning e.id
    )
    select (select count(*) from blank)::int as blanked, (select id::text from slice order by id desc limit 1) as next`,
  );
}

/** Whom a batch left out stands there as the caller wrote it, with or without spaces. */
export function blankSkipped(db: Db, known: KnownAs, after: string): Promise<Slice> {
  return blank(
    db,
    sql`
    with ${pattern(known)}, slice as materialized (
      select id from batches where id > ${after || NO_ID}::uuid order by id limit ${BATCHES_AT_ONCE}
    ), blank as (
      update batches b set skipped = (
        select jsonb_agg(case when ${tells("s.one->>'to'")} then s.one || '{"to":""}' else s.one end order by s.n)
        from jsonb_array_elements(b.skipped) with ordinality s(one, n))
      where b.id in (select id from slice) and b.skipped <> '[]' and ${tells("b.skipped::text")}
      returning b.id
    )
    select (select count(*) from blank)::int as blanked, (select id::text from slice order by id desc limit 1) as next`,
  );
}

const NO_ID = "00000000-0000-0000-0000-000000000000";

/**
 * Rows that a status alone made: of messages that others sent in our number's name, whose ids know the person, and of messages of the
 * person's that were blanked in the moment when it came.
 */
export async function blankForeign(db: Db, known: KnownAs, after: string): Promise<Slice> {
  const slice = sql`slice as materialized (
    select id, external_message_id as sid, created_at, id::text as at from contact_logs
    where contact_id is null and (created_at, id) > (${momentOf(after)}::timestamptz, ${idOf(after)}::uuid)
    order by created_at, id limit ${FOREIGN_AT_ONCE}
  )`;
  await db.query(sql`
    with ${pattern(known)}, ${slice}
    update contact_logs l set ${sql.raw(BLANKED)} from slice s
    where l.id = s.id and s.sid like 'wamid.%' and ${tells("s.sid")}`);
  const [row] = await db.query<{ next: string | null }>(sql`
    with ${slice}, told_twice as (
      delete from contact_logs o using slice s where o.id = s.id and s.sid like 'wamid.%'
        and exists (select 1 from contact_logs l where l.external_message_id = ${sql.raw(blindId("s.sid"))} and l.id <> o.id)
    )
    select to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || ' ' || id as next
    from slice order by created_at desc, id desc limit 1`);
  return { blanked: {}, next: row?.next ?? null };
}

const FOREIGN_AT_ONCE = 5_000;

const momentOf = (place: string) => place.split(" ")[0] || "-infinity";
const idOf = (place: string) => place.split(" ")[1] ?? NO_ID;

async function blank(db: Db, statement: SQL): Promise<Slice> {
  const [row] = await db.query<{ blanked: number; next: string | null }>(statement);
  return { blanked: { rawPayloads: row?.blanked ?? 0 }, next: row?.next ?? null };
}
