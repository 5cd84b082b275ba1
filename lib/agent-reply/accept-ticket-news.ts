import { recordTicketNews } from "../db/agent-replies.ts";
import { durably } from "../db/durably.ts";
import type { Deps } from "../deps.ts";
import type { TicketNews } from "../domain/ticket-news.ts";

/**
 * Stores what Zendesk told about a ticket; an agent's public reply is promised to its contact.
 * @throws {NotDurableError} when PostgreSQL did not confirm
 */
export async function acceptTicketNews(
  { db }: Pick<Deps, "db">,
  news: TicketNews | null,
): Promise<"reply" | "status" | "unknown-ticket" | "ignored"> {
  if (!news) return "ignored";
  const recorded = await durably(() => recordTicketNews(db, news));
  if (recorded === "unknown-ticket") return recorded;
  return news.isReply ? "reply" : "status";
}
