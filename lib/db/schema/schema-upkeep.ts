import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { UPSTREAMS } from "../../domain/providers.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });
const createdAt = () => moment("created_at").notNull().defaultNow();

/** One look for what never reached us, at one upstream. Resumed where it stands; at most one is under way at each. */
export const recoveries = pgTable(
  "recoveries",
  {
    id: uuid().primaryKey(),
    upstream: text({ enum: UPSTREAMS }).notNull(),
    /** What is looked at: from, inclusive, until, exclusive. */
    since: moment("since").notNull(),
    until: moment("until").notNull(),
    /** Says only what would be recovered. */
    isDryRun: boolean("is_dry_run").notNull().default(false),
    /** Where the next step goes on, as the step before left it. */
    place: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** How many of each were found, recovered and settled, by name. */
    counts: jsonb().$type<Record<string, number>>().notNull().default({}),
    createdAt: createdAt(),
    finishedAt: moment("finished_at"),
    /** Why it ended without having seen everything; null when it has, or goes on. */
    endedBecause: text("ended_because"),
  },
  (table) => [
    uniqueIndex("recoveries_one_at_a_time").on(table.upstream).where(sql`finished_at is null`),
    index("recoveries_latest").on(table.upstream, table.createdAt),
  ],
);

/** How far each kind of thing is forgotten by its age. */
export const purges = pgTable("purges", {
  what: text().primaryKey(),
  /** What was created before is gone, or was to be kept. */
  upTo: moment("up_to"),
  /** The last run, and how many went in it. */
  lastAt: moment("last_at"),
  lastCount: bigint("last_count", { mode: "number" }).notNull().default(0),
  /** How many went in all. */
  total: bigint({ mode: "number" }).notNull().default(0),
});

/** A person who is forgotten at the upstreams as well; the id is the receipt. Nothing here tells who it is. */
export const erasures = pgTable("erasures", {
  id: uuid().primaryKey(),
  createdAt: createdAt(),
  finishedAt: moment("finished_at"),
});

/** What of a person is to be forgotten elsewhere, one row each. */
export const erasureParts = pgTable(
  "erasure_parts",
  {
    erasureId: uuid("erasure_id")
      .notNull()
      .references(() => erasures.id),
    upstream: text({ enum: UPSTREAMS }).notNull(),
    /** message, media, comment, attachment, user … by the upstream's own word. */
    what: text().notNull(),
    /** The upstream's own id of it, by which it is asked to forget it; no number, no name. */
    ref: text().notNull(),
    state: text({ enum: ["open", "done", "refused"] })
      .notNull()
      .default("open"),
    /** Why it was refused, in words for an operator. */
    why: text(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.erasureId, table.upstream, table.what, table.ref] }),
    index("erasure_parts_open").on(table.erasureId).where(sql`state = 'open'`),
  ],
);
