import type { ListedConversation } from "../../db/conversations/conversations-listed.ts";
import type { Html } from "../page.ts";
import { badge } from "./badge.ts";

const TONES: Record<string, "good" | "warn"> = { active: "good", initializing: "warn" };

/** What a conversation is in, by Twilio's word; one that was removed is that above all. */
export function conversationState({
  state,
  removedAt,
}: Pick<ListedConversation, "state" | "removedAt">): Html {
  if (removedAt) return badge("bad", "removed");
  return badge((Object.hasOwn(TONES, state ?? "") && TONES[state ?? ""]) || "quiet", state ?? "not told");
}
