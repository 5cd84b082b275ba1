import { index, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { PROVIDERS } from "../../domain/providers.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** Templates as their providers last told of them. */
export const templates = pgTable(
  "templates",
  {
    id: uuid().primaryKey(),
    provider: text({ enum: PROVIDERS }).notNull(),
    /** Twilio's ContentSid, Meta's id. */
    externalId: text("external_id").notNull(),
    name: text().notNull(),
    language: text().notNull(),
    /** UTILITY, MARKETING, AUTHENTICATION, as the provider writes it; null where it does not say. */
    category: text(),
    /** approved, pending, rejected, paused, disabled, unsubmitted …, in lower case. */
    status: text().notNull(),
    /** GREEN, YELLOW, RED, as Meta writes it. */
    quality: text(),
    rejectedBecause: text("rejected_because"),
    /** With its {{placeholders}}. */
    header: text().notNull().default(""),
    body: text().notNull().default(""),
    footer: text().notNull().default(""),
    buttons: jsonb().$type<string[]>().notNull().default([]),
    /** Names of the placeholders, in the order in which they appear. */
    variables: jsonb().$type<string[]>().notNull().default([]),
    /** When its provider last named it. */
    syncedAt: moment("synced_at").notNull().defaultNow(),
    /** When its provider named it no more. */
    goneAt: moment("gone_at"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("templates_once").on(table.provider, table.externalId, table.language),
    index("templates_name").on(table.name),
  ],
);
