import { type SQL, sql } from "drizzle-orm";

/** A moment to the microsecond, as a place in a list has it, in SQL. */
export function momentExactly(moment: string): SQL {
  return sql.raw(`to_char(${moment} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`);
}
