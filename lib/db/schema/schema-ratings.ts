import { sql } from "drizzle-orm";
import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { CHANNELS, PROVIDERS } from "../../domain/providers.ts";
import { SCORES } from "../../domain/ratings/scores.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/**
 * How a ticket's customer was asked whether they were helped, once a ticket, and what they said. No foreign keys: a
 * deployment that knows no ratings may still forget a person or a ticket.
 */
export const ratings = pgTable(
  "ratings",
  {
    ticketId: text("ticket_id").primaryKey(),
    contactId: uuid("contact_id").notNull(),
    /** Here in the chat, or by Zendesk's own survey. */
    way: text({ enum: ["chat", "zendesk"] }).notNull(),
    provider: text({ enum: PROVIDERS }).notNull(),
    channel: text({ enum: CHANNELS }).notNull(),
    /** The message that asks. */
    askedBy: uuid("asked_by"),
    askedAt: moment("asked_at").notNull().defaultNow(),
    score: text({ enum: SCORES }),
    ratedAt: moment("rated_at"),
    /** What they answered to the one question more; "" once it was forgotten. */
    words: text(),
    wordsAt: moment("words_at"),
    /** Whose ticket it was when it was asked, by Zendesk's id, and their name then. */
    agentId: text("agent_id"),
    agentName: text("agent_name"),
  },
  (table) => [
    index("ratings_contact").on(table.contactId, table.askedAt),
    index("ratings_asked_by").on(table.askedBy),
    index("ratings_rated").on(table.ratedAt).where(sql`rated_at is not null`),
  ],
);
