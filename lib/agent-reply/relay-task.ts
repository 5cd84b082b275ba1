import * as z from "zod/mini";
import { promiseLooks } from "../db/messages/relay-cursor.ts";
import { defineTask } from "../tasks/define.ts";
import { noteUnread } from "./note-unread.ts";
import { relayComments, type Seen } from "./relay-comments.ts";

/** A ring without a comment's id is taken for one about a comment that was made so shortly before it. */
const RINGS_WITHIN_MS = 60 * 1000;

/**
 * Brings what agents wrote publicly on a ticket to its contact's phone: each comment once, in the ticket's order. Zendesk's list lags behind
 * its rings: where it does not show what rang, it is looked at again later, and the ticket's next ring does not wait for that.
 */
export const relayTask = defineTask({
  payload: z.object({ ticketId: z.string(), commentId: z.nullable(z.string()), at: z.string() }),

  async handle({ ticketId, commentId, at }, deps) {
    const named = commentId === null ? [] : [commentId];
    const seen = await relayComments(deps, { ticketId, at, named, commentId });
    if (isAnswered(seen, commentId, at)) return seen.said;
    await promiseLooks(deps.db, { ticketId, at, commentId });
    return `${seen.said}; looks again`;
  },

  async onDead({ ticketId, commentId }, deps) {
    if (commentId !== null) await noteUnread(deps, ticketId, [commentId]);
  },
});

/** Whether the list showed what it rang for. */
function isAnswered({ isOver, missing, relayed }: Seen, commentId: string | null, at: string): boolean {
  if (isOver) return true;
  if (commentId !== null) return missing.length === 0;
  return relayed.some((comment) => comment.at >= Date.parse(at) - RINGS_WITHIN_MS);
}
