import { type SQL, sql } from "drizzle-orm";

/**
 * Whether there is such a row, looked up for each row that is asked about. Of `exists` PostgreSQL may make a hash of the whole table, when it
 * takes that for cheaper than a hundred looks into an index.
 * @param from what follows `select 1 from`
 */
export function thereIs(from: SQL): SQL {
  return sql`((select 1 from ${from} limit 1) is not null)`;
}
