import { index, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { DOORS, ROLES } from "../../domain/access/actor.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** Who did what, when, from where to what. Written by the statement that makes the change. Never a message's text. */
export const audit = pgTable(
  "audit",
  {
    id: uuid().primaryKey().defaultRandom(),
    at: moment("at").notNull().defaultNow(),
    by: text({ enum: DOORS }).notNull(),
    /** Zendesk's id of an agent, or a key's name. */
    actorId: text("actor_id"),
    actorName: text("actor_name"),
    /** One of `AUDITED`. */
    action: text().notNull(),
    /** Such as `contact:<id>`. */
    subject: text().notNull(),
    was: jsonb().$type<Record<string, unknown>>(),
    became: jsonb().$type<Record<string, unknown>>(),
  },
  (table) => [
    index("audit_at").on(table.at, table.id),
    index("audit_subject").on(table.subject, table.at),
    index("audit_action").on(table.action, table.at, table.id),
  ],
);

/** Agents who signed in to the console. Known by a keyed hash of what their cookie holds; the key is SESSION_SECRET. */
export const consoleSessions = pgTable(
  "console_sessions",
  {
    hash: text().primaryKey(),
    zendeskUserId: text("zendesk_user_id").notNull(),
    name: text().notNull(),
    role: text({ enum: ROLES }).notNull(),
    /** When Zendesk last said so. */
    checkedAt: moment("checked_at").notNull().defaultNow(),
    createdAt: moment("created_at").notNull().defaultNow(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [
    index("console_sessions_expires").on(table.expiresAt),
    index("console_sessions_user").on(table.zendeskUserId),
  ],
);

/** What is good once: the `state` of a sign-in, and the code by which the sidebar opens the console. Known by a keyed hash. */
export const oneTimeCodes = pgTable(
  "one_time_codes",
  {
    hash: text().primaryKey(),
    what: text({ enum: ["state", "console"] }).notNull(),
    detail: jsonb().$type<Record<string, string>>().notNull().default({}),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
  },
  (table) => [index("one_time_codes_expires").on(table.expiresAt)],
);
