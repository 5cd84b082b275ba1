import { index, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** Wrong passwords at the console, by a keyed hash of the address they came from. */
export const wrongPasswords = pgTable("wrong_passwords", {
  source: text().primaryKey(),
  count: integer().notNull(),
  /** When the first of them came; when they became too many, that moment. */
  since: moment("since").notNull(),
});

/** What the contact log says about the rows created in an hour, counted once so that nobody counts ten million rows to read it. */
export const hourlyCounts = pgTable(
  "hourly_counts",
  {
    hour: moment("hour").notNull(),
    /** inbound, outbound, sent, delivered, read, failed, command, failure, first-answer, … */
    what: text().notNull(),
    /** Of a command its name, of a failure its provider and code, of a first answer how long it took; else empty. */
    detail: text().notNull().default(""),
    count: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.hour, table.what, table.detail] })],
);

/** Which hours were counted, and when: statuses come late, so an hour is counted again, ever more rarely. */
export const countedHours = pgTable(
  "counted_hours",
  {
    hour: moment("hour").primaryKey(),
    countedAt: moment("counted_at").notNull(),
    /** When it is to be counted again; null for never. */
    dueAt: moment("due_at"),
  },
  (table) => [index("counted_hours_due").on(table.dueAt)],
);

/** When something that must happen again and again, such as cron's call, last happened. */
export const lastSeen = pgTable("last_seen", {
  what: text().primaryKey(),
  seenAt: moment("seen_at").notNull(),
});
