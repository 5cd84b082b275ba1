import {
  type Contact,
  type ContactKey,
  type ConversationOf,
  conversationsOf,
  findContact,
  messagesOf,
  type TicketOf,
  ticketsOf,
} from "../db/messages/history.ts";
import { cursorBehind, type Place } from "../domain/cursor.ts";
import type { Deps } from "../ports.ts";
import { agentUrl } from "../zendesk/agent-url.ts";
import { describe, type MessageDescription } from "./describe-message.ts";

export type History = {
  contact: Contact;
  tickets: (TicketOf & { url: string | null })[];
  conversations: ConversationOf[];
  messages: MessageDescription[];
  /** Continues behind the last message here; null when there are no more. */
  next: string | null;
};

/** A contact with their tickets and conversations, and a page of their messages, newest first; null when nobody is known so. */
export async function readHistory(
  { db, env }: Pick<Deps, "db" | "env">,
  { key, after, limit }: { key: ContactKey; after: Place | null; limit: number },
): Promise<History | null> {
  const contact = await findContact(db, key);
  if (!contact) return null;
  const [tickets, conversations, found] = await Promise.all([
    ticketsOf(db, contact.id),
    conversationsOf(db, contact.id),
    messagesOf(db, contact.id, { after, limit: limit + 1 }),
  ]);
  return {
    contact,
    tickets: tickets.map((ticket) => ({ ...ticket, url: agentUrl(env, "tickets", ticket.id) })),
    conversations,
    messages: found.slice(0, limit).map(describe),
    next: cursorBehind(found, limit),
  };
}
