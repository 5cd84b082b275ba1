import { type SQL, sql } from "drizzle-orm";

/** A row's place in a list that is ordered by a moment and an id: the moment to the microsecond, which a Date cuts off. */
export type Place = { at: string; id: string };

/** A moment as a place has it, in SQL. */
export function exactly(moment: string): SQL {
  return sql.raw(`to_char(${moment} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`);
}
