import { sql } from "drizzle-orm";
import { RATING } from "../../domain/ratings/scores.ts";
import type { Db } from "../client.ts";
import { FORGOTTEN, FORGOTTEN_TURN, TURN_TELLS } from "../erasure/erased.ts";
import {
  CAME_OF_IT,
  countedAs,
  daysAgo,
  isOldAfter,
  isTurnOf,
  ROWS_AT_ONCE,
  runSlice,
  type Slice,
} from "./slices.ts";
import { isUnfinished } from "./unfinished.ts";

type Asked = { days: number; after: string };

/**
 * Forgets what some messages that are older said: texts, files, places, names, what a template was filled with; their tickets' subjects;
 * how they said that the help was bad; and what the assistant made of them. A row keeps when it went, by which way, and what became of it. That a person was erased stands on.
 */
export function purgeBodies(db: Db, { days, after }: Asked): Promise<Slice> {
  return runSlice(
    db,
    sql`
    with slice as materialized (
      select l.id, l.created_at, l.purged_at is null as is_open, ${isUnfinished(days)} as is_needed
      from contact_logs l where ${isOldAfter("l", { days, after })} order by l.created_at, l.id limit ${ROWS_AT_ONCE}
    ), mine as materialized (
      select l.id, l.assistant_turn_id, l.contact_id, l.command from contact_logs l
      where l.id = any(array(select id from slice where is_open and not is_needed)) for no key update of l skip locked
    ), gone as (
      update contact_logs l set ${sql.raw(FORGOTTEN)}, purged_at = now(),
        detail = jsonb_strip_nulls(jsonb_build_object('erasedAt', l.detail->'erasedAt'))
      where l.id = any(array(select id from mine)) returning l.id
    ), subjects as (
      update tickets t set subject = '' where t.opened_by = any(array(select id from mine)) and t.subject <> ''
    ), words as (
      -- Stored moments after the message that brought them, which is old now.
      update ratings r set words = '' where r.contact_id = any(array(select contact_id from mine where command = ${RATING}))
        and r.words_at < ${daysAgo(days - 1)} and r.words <> ''
    ), turns as (
      update assistant_turns t set ${sql.raw(FORGOTTEN_TURN)} where ${isTurnOf("mine")} and ${sql.raw(TURN_TELLS)}
    ), ${countedAs("bodies")}
    ${CAME_OF_IT}`,
  );
}

/** Forgets whom a bulk send that is older left out; how many they were, and why, stays. One at a time: a list may hold 100,000. */
export function purgeSkipped(db: Db, { days, after }: Asked): Promise<Slice> {
  return runSlice(
    db,
    sql`
    with slice as materialized (
      select b.id, b.created_at, true as is_open from batches b
      where ${isOldAfter("b", { days, after })} order by b.created_at, b.id limit 1
    ), mine as materialized (
      select b.id from batches b where b.id = any(array(select id from slice)) for no key update of b skip locked
    ), gone as (
      update batches b set skipped = (
        select jsonb_agg(s.one || '{"to":""}' order by s.n) from jsonb_array_elements(b.skipped) with ordinality s(one, n))
      where b.id = any(array(select id from mine)) and b.skipped <> '[]' and jsonb_path_exists(b.skipped, '$[*].to ? (@ != "")')
      returning b.id
    ), ${countedAs("skipped-recipients")}
    ${CAME_OF_IT}`,
  );
}
