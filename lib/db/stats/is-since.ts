import { type SQL, sql } from "drizzle-orm";

/**
 * That an hour is one from a moment on. It has an end as well: of an open span a prepared plan expects a third of all hours that were ever
 * counted, and reads them all. In a subquery, since a plan for the value is made anew each time, and begins a second process for a month.
 */
export const isSince = (hour: string, since: Date): SQL =>
  sql`${sql.raw(hour)} between (select ${since.toISOString()}::timestamptz) and now()`;

/** No later than the beginning of the hour in which a moment is. */
export const hourBefore = (moment: Date): Date => new Date(moment.getTime() - 3_600_000);
