import { doublePrecision, index, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { PROVIDERS } from "../../domain/providers.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });
const createdAt = () => moment("created_at").notNull().defaultNow();

/** Messages that one call of the API asked for. */
export const batches = pgTable(
  "batches",
  {
    id: uuid().primaryKey(),
    /** Of the caller: the same key with the same request is the same batch. */
    idempotencyKey: text("idempotency_key").unique(),
    requestHash: text("request_hash").notNull(),
    provider: text({ enum: PROVIDERS }).notNull(),
    /** Set when all its messages are stored: nothing is sent before. */
    acceptedAt: moment("accepted_at"),
    accepted: integer(),
    skipped: jsonb().$type<{ to: string; reason: string }[]>(),
    /** When its messages are to go out, where not at once. */
    sendAt: moment("send_at"),
    canceledAt: moment("canceled_at"),
    /** How far it had come when it was counted last: lists show that, since counting a large one takes a while. */
    progress: jsonb().$type<Record<string, number>>(),
    countedAt: moment("counted_at"),
    createdAt: createdAt(),
  },
  (table) => [index("batches_created").on(table.createdAt)],
);

/** How fast bulk messages may go out to a provider, shared by every instance. */
export const sendPaces = pgTable("send_paces", {
  provider: text({ enum: PROVIDERS }).primaryKey(),
  /** From then on the next message may go. */
  nextAt: moment("next_at").notNull(),
  /** Share of the configured rate: halved when the provider throttles us, growing back with each message. */
  share: doublePrecision().notNull().default(1),
});

/** What a contact was told a moment ago, by a hash of contact, chat and text, and in which message: the same is not said again within a minute. */
export const said = pgTable(
  "said",
  {
    hash: text().primaryKey(),
    saidAt: moment("said_at").notNull(),
    logId: uuid("log_id").notNull(),
  },
  (table) => [index("said_at").on(table.saidAt)],
);
