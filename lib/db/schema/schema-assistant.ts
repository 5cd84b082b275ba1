import { sql } from "drizzle-orm";
import {
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { HAND_OVER_REASONS, TURN_OUTCOMES } from "../../domain/assistant/outcomes.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });
const searchable = customType<{ data: string }>({ dataType: () => "tsvector" });

/**
 * One turn of the assistant's: some messages that a contact wrote together, and what came of them. The messages, and the answer, name it
 * in `contact_logs.assistant_turn_id`; what it says of a person (subject, summary, answer) is forgotten with them.
 */
export const assistantTurns = pgTable(
  "assistant_turns",
  {
    id: uuid().primaryKey(),
    /** The newest of the messages that it answers. */
    answers: uuid().notNull(),
    outcome: text({ enum: TURN_OUTCOMES }).notNull(),
    /** Why a person takes over; null while none does. */
    why: text({ enum: HAND_OVER_REASONS }),
    /** It is answered, and a ticket is opened as well. */
    opensTicket: boolean("opens_ticket").notNull().default(false),
    /** It brought the customer further, as far as a program can tell. */
    progressed: boolean().notNull().default(true),
    /** The model's text as it goes out, stored before it goes. */
    answer: text().notNull().default(""),
    /** What the model says that the ticket is about. */
    subject: text().notNull().default(""),
    summary: text().notNull().default(""),
    model: text().notNull().default(""),
    inputTokens: integer("input_tokens").notNull().default(0),
    outputTokens: integer("output_tokens").notNull().default(0),
    milliseconds: integer().notNull().default(0),
    steps: integer().notNull().default(0),
    /** The tools that it called, in order, by name. */
    tools: jsonb().$type<string[]>().notNull().default([]),
    /** The passages of our knowledge that it was given. */
    passages: jsonb().$type<{ file: string; heading: string }[]>().notNull().default([]),
    /** The model failed, and nobody asks it before then. */
    restUntil: moment("rest_until"),
    createdAt: moment("created_at").notNull().defaultNow(),
    settledAt: moment("settled_at"),
    /** All that follows from it is promised. */
    carriedOutAt: moment("carried_out_at"),
  },
  (table) => [
    // A month's tokens are added up without reading a row.
    index("assistant_turns_tokens").on(table.createdAt, table.inputTokens, table.outputTokens),
    index("assistant_turns_rest").on(table.restUntil).where(sql`rest_until is not null`),
  ],
);

/** What a business lets the assistant know, in passages, as a deployment brought it: each version beside the others. */
export const knowledgePassages = pgTable(
  "knowledge_passages",
  {
    /** A hash of all of it. */
    version: text().notNull(),
    position: integer().notNull(),
    file: text().notNull(),
    heading: text().notNull(),
    body: text().notNull(),
    /** As in the file's name, such as "en". */
    language: text().notNull(),
    /** Heading and body, read in that language. */
    words: searchable().notNull(),
    storedAt: moment("stored_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.version, table.position] }),
    index("knowledge_passages_words").using("gin", table.words),
  ],
);
