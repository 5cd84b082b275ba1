import { integer, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { PROVIDERS } from "../../domain/providers.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** Wrong passwords at the console, by a keyed hash of the address they came from; 0 for one that knows the right one. */
export const wrongPasswords = pgTable("wrong_passwords", {
  source: text().primaryKey(),
  count: integer().notNull(),
  /** When the first of them came; when they became too many, that moment. */
  since: moment("since").notNull(),
});

const counted = (name: string) => integer(name).notNull();
/** How many of each, by name; jsonb, since nobody asks for one of them alone. */
const each = (name: string) => jsonb(name).$type<Record<string, number>>().notNull();

/**
 * What the contact log says about the messages of a provider that were created in an hour, counted once so that nobody counts ten
 * million rows to read it. A row is replaced as a whole, so it is never half of an old and half of a new count.
 */
export const hourlyCounts = pgTable(
  "hourly_counts",
  {
    /** Its beginning, UTC. */
    hour: moment("hour").notNull(),
    provider: text({ enum: PROVIDERS }).notNull(),
    inbound: counted("inbound"),
    outbound: counted("outbound"),
    /** Of the outbound ones, each among those before it: a provider took it, it was sent, delivered, read. */
    accepted: counted("accepted"),
    sent: counted("sent"),
    delivered: counted("delivered"),
    read: counted("read"),
    failed: counted("failed"),
    lastInboundAt: moment("last_inbound_at"),
    lastOutboundAt: moment("last_outbound_at"),
    /** By the command's name. */
    commands: each("commands"),
    /** Billable messages by our number and category: `{"15550100": {"service": 12}}`. */
    billable: jsonb().$type<Record<string, Record<string, number>>>().notNull().default({}),
    /** Billable messages by what caused them, our number, the customer's country and category: `{"agent|15550100|BR|service": 12}`. */
    caused: jsonb().$type<Record<string, number>>().notNull().default({}),
    /** By the template's ContentSid, or by its name and language, as `order_late:en`. */
    templates: jsonb().$type<Record<string, number>>().notNull().default({}),
    /** By the provider's code, "" where it gave none. */
    failures: each("failures"),
    /** Agents' first answers on a ticket, by how long it waited: see lib/domain/latency-buckets.ts. */
    firstAnswers: each("first_answers"),
  },
  (table) => [primaryKey({ columns: [table.hour, table.provider] })],
);

/** Which hours were counted, and when: statuses come late, so an hour is counted again, ever more rarely. */
export const countedHours = pgTable("counted_hours", {
  hour: moment("hour").primaryKey(),
  countedAt: moment("counted_at").notNull(),
  /** When it is to be counted again; null for never. */
  dueAt: moment("due_at"),
});

/** When something that must happen again and again, such as cron's call, last happened. */
export const lastSeen = pgTable("last_seen", {
  what: text().primaryKey(),
  seenAt: moment("seen_at").notNull(),
});
