import { index, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";

const moment = (name: string) => timestamp(name, { withTimezone: true });
const createdAt = () => moment("created_at").notNull().defaultNow();

/** Twilio's conversations, mirrored from its webhooks in whatever order they come. */
export const conversations = pgTable(
  "conversations",
  {
    sid: text().primaryKey(),
    chatServiceSid: text("chat_service_sid"),
    messagingServiceSid: text("messaging_service_sid"),
    friendlyName: text("friendly_name"),
    uniqueName: text("unique_name"),
    attributes: text(),
    /** initializing, active, inactive, closed; null before anything said it. */
    state: text(),
    /** When Twilio says the state was reached: an older change never undoes a newer one. */
    stateAt: moment("state_at"),
    /** When Twilio says that the names and attributes were like this: an older event never undoes a newer one. */
    toldAt: moment("told_at"),
    removedAt: moment("removed_at"),
    createdAt: createdAt(),
  },
  (table) => [index("conversations_created").on(table.createdAt, table.sid)],
);

/** Every state change of a conversation that Twilio told us, once. */
export const conversationStates = pgTable(
  "conversation_states",
  {
    id: uuid().primaryKey(),
    conversationSid: text("conversation_sid").notNull(),
    stateFrom: text("state_from"),
    stateTo: text("state_to").notNull(),
    reason: text(),
    changedAt: moment("changed_at").notNull(),
  },
  (table) => [unique("conversation_states_once").on(table.conversationSid, table.stateTo, table.changedAt)],
);

/** Who takes part in a conversation: a chat identity, or an address behind a number of ours. */
export const conversationParticipants = pgTable(
  "conversation_participants",
  {
    sid: text().primaryKey(),
    conversationSid: text("conversation_sid").notNull(),
    identity: text(),
    address: text(),
    proxyAddress: text("proxy_address"),
    bindingType: text("binding_type"),
    roleSid: text("role_sid"),
    addedAt: moment("added_at"),
    /** When Twilio says that the participant was like this. */
    toldAt: moment("told_at"),
    removedAt: moment("removed_at"),
    createdAt: createdAt(),
  },
  (table) => [
    index("conversation_participants_conversation").on(table.conversationSid),
    // Whoever is erased is found by it.
    index("conversation_participants_address").on(table.address),
  ],
);
