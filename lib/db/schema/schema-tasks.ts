import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { PROVIDERS } from "../../domain/providers.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });
const createdAt = () => moment("created_at").notNull().defaultNow();

/** Every call that we owe an upstream, and every payload that nobody understood (dead, with its raw body). */
export const tasks = pgTable(
  "tasks",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text().notNull(),
    /** Of the payload; a deployment leaves newer ones than it knows to its successor. */
    version: integer().notNull().default(1),
    /** Tasks of one lane run one after another, in the order of their ids. */
    lane: text(),
    dedupeKey: text("dedupe_key").notNull(),
    /** Whom it calls, or "none": a paused upstream's tasks wait. */
    upstream: text().notNull().default("none"),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    /**
     * Another task of its lane comes first, so no claim looks at it. Triggers set it (migration 0007, docs/adr/0014); it may stay false for
     * a task that is not first, never true for one that is.
     */
    behind: boolean().notNull().default(false),
    /** Since then its lane goes on without it: it failed again and again while its upstream worked for others. */
    passedAt: moment("passed_at"),
    /** Due from then on; for a task that runs, the end of its lease. */
    dueAt: moment("due_at").notNull().defaultNow(),
    /** Since when a worker has it; null when none does. */
    leasedAt: moment("leased_at"),
    /** Since when it only waits, for what is not its fault; null once it was tried in earnest. */
    waitingSince: moment("waiting_since"),
    /** How often its upstream was paused for its sake. */
    throttles: integer().notNull().default(0),
    /** Failures that count; a running attempt among them once its worker has renewed the lease. */
    attempts: integer().notNull().default(0),
    /** Leases that ran out one after another without a word of their worker. */
    unheard: integer().notNull().default(0),
    /** How often it was claimed. Never goes back: it fences one worker off from the next. */
    claims: integer().notNull().default(0),
    doneAt: moment("done_at"),
    deadAt: moment("dead_at"),
    lastError: text("last_error"),
    createdAt: createdAt(),
  },
  (table) => [
    unique("tasks_once").on(table.kind, table.dedupeKey),
    index("tasks_due")
      .on(table.upstream, table.dueAt, table.id)
      .where(sql`done_at is null and dead_at is null`),
    index("tasks_ready")
      .on(table.upstream, table.dueAt, table.id)
      .where(sql`done_at is null and dead_at is null and not behind`),
    // Only of tasks that have a lane: a claim asks for others as well, so that no statistics make a plan that reads all of them by this index.
    index("tasks_in_lane")
      .on(table.lane, table.id)
      .where(sql`done_at is null and dead_at is null and lane is not null`),
    index("tasks_dead").on(table.deadAt).where(sql`dead_at is not null`),
  ],
);

/** What a provider said about an account, a number or a template: quality, limits, approvals. Kept as it came. */
export const accountEvents = pgTable(
  "account_events",
  {
    id: uuid().primaryKey(),
    provider: text({ enum: PROVIDERS }).notNull(),
    /** Meta's name of the field, such as message_template_status_update. */
    field: text().notNull(),
    /** Of the raw element: the same event delivered twice is one row. */
    dedupeKey: text("dedupe_key").notNull().unique(),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [index("account_events_field").on(table.field, table.createdAt)],
);

/** Upstreams that failed lately, asked for a rest, or are away. A success deletes the row. */
export const upstreamPauses = pgTable("upstream_pauses", {
  upstream: text().primaryKey(),
  /** From then on one task at a time tries whether it works again. In the past for one that was not paused yet. */
  pausedUntil: moment("paused_until").notNull(),
  reason: text().notNull(),
  /** Tasks in a row that had no answer, one that fails again and again counted once. */
  failures: integer().notNull().default(0),
  failedTask: bigint("failed_task", { mode: "number" }),
  /** Pauses in a row; 0 while it only failed a little. */
  pauses: integer().notNull().default(0),
  /** The task for whose sake it is paused. */
  pausedBy: bigint("paused_by", { mode: "number" }),
  /** The last task that tried: the next try is another's. */
  probeId: bigint("probe_id", { mode: "number" }),
  probeDueAt: moment("probe_due_at"),
  /** Since when no task gets through: timeouts, an outage, a suspended or unpaid account, refused credentials. Null for a mere throttle. */
  awaySince: moment("away_since"),
});

/** Random keys that never leave the database: `erased` blinds the ids of erased messages, so that a redelivery is known by a hash alone. */
export const hashKeys = pgTable("hash_keys", {
  name: text().primaryKey(),
  key: text().notNull(),
});
