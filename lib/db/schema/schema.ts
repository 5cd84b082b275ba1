import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Choices, Media, MessageDetail, Template } from "../../domain/message.ts";
import { MESSAGE_STATUSES } from "../../domain/message-status.ts";
import { CHANNELS, PROVIDERS } from "../../domain/providers.ts";
import { LANGUAGE_SOURCES } from "../../domain/replies/languages.ts";
import { batches } from "./schema-sending.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });
const createdAt = () => moment("created_at").notNull().defaultNow();

/** In the order of the state machine, so that `greatest(a, b)` never goes backwards. */
export const messageStatus = pgEnum("message_status", MESSAGE_STATUSES);
export const direction = pgEnum("direction", ["inbound", "outbound"]);

/**
 * A person we write with, known by phone number, by business-scoped user id, or by both. A fifth of each page stays free (migration growing_lists): every
 * message changes its contact, and what stays on its page leaves the indexes alone.
 */
export const contacts = pgTable(
  "contacts",
  {
    id: uuid().primaryKey(),
    phone: text().unique(),
    bsuid: text().unique(),
    username: text(),
    profileName: text("profile_name"),
    zendeskUserId: text("zendesk_user_id"),
    /** In which they are written to, where something told so, and what told: each outweighs those after it. */
    language: text(),
    languageSource: text("language_source", { enum: LANGUAGE_SOURCES }),
    /** The locale that we gave their user in Zendesk; any other there is somebody else's choice. */
    zendeskLocale: text("zendesk_locale"),
    /** When they last wrote, by whatever channel. */
    lastInboundAt: moment("last_inbound_at"),
    /** STOP counts by the channel that it was written on: these two are WhatsApp's, the next two SMS's. */
    optedOutAt: moment("opted_out_at"),
    optOutReason: text("opt_out_reason"),
    smsOptedOutAt: moment("sms_opted_out_at"),
    smsOptOutReason: text("sms_opt_out_reason"),
    /** Since when Meta's own agent holds the conversation, and we neither answer nor open tickets; null while it is ours. */
    heldByAgentSince: moment("held_by_agent_since"),
    blockedAt: moment("blocked_at"),
    createdAt: createdAt(),
  },
  (table) => [
    check("contacts_known_somehow", sql`${table.phone} is not null or ${table.bsuid} is not null`),
    // What the console's search asks: a number's beginning or its end, a word's beginning in a name.
    index("contacts_phone_begins").on(table.phone.op("text_pattern_ops")),
    index("contacts_phone_ends").on(sql`reverse(${table.phone}) text_pattern_ops`),
    index("contacts_zendesk_user").on(table.zendeskUserId).where(sql`zendesk_user_id is not null`),
    index("contacts_bsuid_begins").on(table.bsuid.op("text_pattern_ops")),
    index("contacts_names").using(
      "gin",
      sql`to_tsvector('simple', coalesce(${table.profileName}, '') || ' ' || coalesce(${table.username}, ''))`,
    ),
  ],
);

/** One row a message, in or out; a status of a message that is not ours makes a row without a contact. */
export const contactLogs = pgTable(
  "contact_logs",
  {
    id: uuid().primaryKey(),
    contactId: uuid("contact_id").references(() => contacts.id),
    direction: direction().notNull(),
    provider: text({ enum: PROVIDERS }).notNull(),
    channel: text({ enum: CHANNELS }),
    /** Our number, as the provider writes it. */
    sender: text(),
    /** The contact's address, as the provider writes it: what an answer is sent to. */
    contactAddress: text("contact_address"),
    twilioMessageSid: text("twilio_message_sid").unique(),
    /** Meta's wamid. */
    externalMessageId: text("external_message_id").unique(),
    /** Twilio's conversation that it belongs to, CH… */
    conversationSid: text("conversation_sid"),
    ticketId: text("ticket_id"),
    /** The bulk send that it belongs to, and its place in it. */
    batchId: uuid("batch_id").references(() => batches.id),
    position: integer(),
    /** The message that this one is another try, or a fallback, of. */
    retryOf: uuid("retry_of"),
    fallbackOf: uuid("fallback_of"),
    /** Told by Meta of a conversation that was not ours: its own agent's, or one led in the WhatsApp Business app. */
    via: text({ enum: ["standby", "business-app"] }),
    kind: text().notNull(),
    body: text().notNull().default(""),
    media: jsonb().$type<Media[]>().notNull().default([]),
    detail: jsonb().$type<MessageDetail>().notNull().default({}),
    template: jsonb().$type<Template>(),
    /** Buttons or a list that the text is sent with. */
    choices: jsonb().$type<Choices>(),
    /** On an outbound row: which of our own sentences it is, where nobody else asked for it. */
    purpose: text(),
    /** On an inbound row: the command that it was. */
    command: text(),
    /** On an outbound row: the agent's comment that it relays, and which piece of it. */
    zendeskCommentId: text("zendesk_comment_id"),
    part: integer(),
    /** Waits for the customer to write, since the service window was closed. */
    heldAt: moment("held_at"),
    /** The answer to STOP or START, which reaches those who opted out as well. */
    despiteOptOut: boolean("despite_opt_out").notNull().default(false),
    /** A reminder: the customer is asked to acknowledge it. */
    requiresAck: boolean("requires_ack").notNull().default(false),
    acknowledgedAt: moment("acknowledged_at"),
    status: messageStatus().notNull(),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    /** What Meta bills it as: service, utility, marketing, authentication. */
    pricingCategory: text("pricing_category"),
    /** The rest of Meta's `pricing`: whether it costs, by which model (PMP), and as what (regular, free_customer_service). */
    isBillable: boolean("is_billable"),
    pricingModel: text("pricing_model"),
    pricingType: text("pricing_type"),
    /** Set just before the provider is called: from here on, an answer that is lost leaves the send unconfirmed. */
    handedOverAt: moment("handed_over_at"),
    /**
     * The answer to the send was lost, and nobody can say whether it was sent: a callback, or a person, decides. The column keeps its
     * first name, which instances of the previous deployment use until the next one has taken over.
     */
    unconfirmedAt: moment("unsure_at"),
    /** Of a bulk send: not to be sent before, and how often it failed for now. Null once it is not to be sent. */
    dueAt: moment("due_at"),
    attempts: integer(),
    sentAt: moment("sent_at"),
    deliveredAt: moment("delivered_at"),
    readAt: moment("read_at"),
    failedAt: moment("failed_at"),
    /** Its webhook never came: the provider's own log told of it. */
    recoveredAt: moment("recovered_at"),
    /** Its text, files and names were forgotten, for its age. */
    purgedAt: moment("purged_at"),
    /** The assistant's turn that it belongs to: that answers it, or of which it is the answer. */
    assistantTurnId: uuid("assistant_turn_id"),
    /** The agent who sent it from the sidebar or by a tag, by Zendesk's id. */
    sentBy: text("sent_by"),
    createdAt: createdAt(),
  },
  (table) => [
    index("contact_logs_contact").on(table.contactId, table.createdAt),
    index("contact_logs_created").on(table.createdAt),
    // No index names `status`, in its condition neither: a status then writes the row alone, and none of these (docs/adr/0033).
    index("contact_logs_of_conversation")
      .on(table.conversationSid, table.createdAt)
      .where(sql`conversation_sid is not null`),
    uniqueIndex("contact_logs_batch_position")
      .on(table.batchId, table.position)
      .where(sql`batch_id is not null and retry_of is null and fallback_of is null`),
    // The few that are another try: with the index above, all messages of a batch are found.
    index("contact_logs_batch_again")
      .on(table.batchId)
      .where(sql`batch_id is not null and (retry_of is not null or fallback_of is not null)`),
    index("contact_logs_batch_queued")
      .on(table.batchId, table.dueAt, table.id)
      .where(sql`batch_id is not null and handed_over_at is null`),
    index("contact_logs_batch_unanswered")
      .on(table.batchId, table.handedOverAt)
      .where(
        sql`batch_id is not null and handed_over_at is not null and failed_at is null and twilio_message_sid is null and external_message_id is null`,
      ),
    uniqueIndex("contact_logs_retry_once").on(table.retryOf).where(sql`retry_of is not null`),
    uniqueIndex("contact_logs_fallback_once").on(table.fallbackOf).where(sql`fallback_of is not null`),
    uniqueIndex("contact_logs_comment_once")
      .on(table.zendeskCommentId, table.part)
      .where(sql`zendesk_comment_id is not null`),
    index("contact_logs_held").on(table.contactId).where(sql`held_at is not null`),
    index("contact_logs_to_acknowledge")
      .on(table.contactId, table.createdAt)
      .where(sql`requires_ack and acknowledged_at is null`),
  ],
);

/** Zendesk's tickets that came from a contact. */
export const tickets = pgTable(
  "tickets",
  {
    /** Zendesk's id. Text, because it may exceed 2^53. */
    id: text().primaryKey(),
    contactId: uuid("contact_id")
      .notNull()
      .references(() => contacts.id),
    /** The message that opened it: one message never opens two. */
    openedBy: uuid("opened_by")
      .notNull()
      .unique()
      .references(() => contactLogs.id),
    status: text().notNull(),
    /** When Zendesk says that the ticket was like this: an older word never undoes a newer one. */
    statusAt: moment("status_at"),
    subject: text().notNull(),
    /**
     * Zendesk's time of the newest comment up to which everything was relayed; at first, that of the message that opened it. Null before the
     * first look at a ticket of an earlier version.
     */
    relayedUntil: moment("relayed_until"),
    createdAt: createdAt(),
  },
  (table) => [index("tickets_contact").on(table.contactId, table.createdAt)],
);

/** A decision that a contact was asked for; theirs alone, and taken once. */
export const approvals = pgTable(
  "approvals",
  {
    id: uuid().primaryKey(),
    contactId: uuid("contact_id")
      .notNull()
      .references(() => contacts.id),
    /** What the contact writes after APPROVE or REJECT. */
    reference: text().notNull(),
    /** The ticket that hears of the decision. */
    ticketId: text("ticket_id"),
    /** Where it was asked, and so where alone it can be decided; null on those of earlier versions. */
    provider: text({ enum: PROVIDERS }),
    channel: text({ enum: CHANNELS }),
    /** Our number, or Messaging Service, that asked. */
    sender: text(),
    decision: text({ enum: ["approved", "rejected"] }),
    decidedAt: moment("decided_at"),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex("approvals_once").on(table.contactId, sql`lower(${table.reference})`)],
);
