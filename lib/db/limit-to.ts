import { type SQL, sql } from "drizzle-orm";

/**
 * A limit that stands in the statement's text. Of one that is a value a prepared plan expects a tenth of the table: it seems dear, so that
 * PostgreSQL plans the statement anew each time, for longer than it runs. For numbers of ours: each is a statement of its own.
 */
export const limitTo = (rows: number): SQL => sql.raw(`limit ${Math.trunc(rows)}`);
