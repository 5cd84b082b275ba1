import { recordTicketNews } from "../db/messages/agent-replies.ts";
import { storeOrKeep } from "../db/store-or-keep.ts";
import type { Arrived } from "../domain/kept-payload.ts";
import type { TicketNews } from "../domain/ticket-news.ts";
import type { Deps } from "../ports.ts";

/**
 * Stores what Zendesk told about a ticket; an agent's public reply is promised to its contact, and so is what its tags ask for, and where it is solved, the question how the help was. What PostgreSQL refuses is kept
 * with its raw body as a dead task.
 * @throws {NotDurableError} when PostgreSQL did not confirm
 */
export async function acceptTicketNews(
  { db, env: { ratings } }: Pick<Deps, "db" | "env">,
  news: TicketNews | null,
  arrived: Arrived,
): Promise<"reply" | "tagged" | "solved" | "status" | "unknown-ticket" | "ignored" | "kept"> {
  if (!news) return "ignored";
  const rateAfterMinutes = ratings.as === "off" ? null : ratings.afterMinutes;
  const recorded = await storeOrKeep(db, () => recordTicketNews(db, news, { rateAfterMinutes }), arrived);
  if (recorded === "kept") return recorded;
  if (news.isTagged && !news.isReply) return "tagged";
  if (recorded === "unknown-ticket") return news.isTagged ? "tagged" : recorded;
  if (news.isReply) return "reply";
  return news.status === "solved" && rateAfterMinutes !== null ? "solved" : "status";
}
