import { relayedAmong } from "../db/messages/agent-replies.ts";
import type { Deps } from "../ports.ts";
import { enqueueNote } from "../tickets/enqueue-note.ts";

/** The ticket hears of each of these comments, once, that it was not relayed. */
export async function noteUnread(deps: Deps, ticketId: string, commentIds: string[]): Promise<void> {
  const relayed = await relayedAmong(deps.db, commentIds);
  const { unread: body } = await deps.notes();
  for (const id of commentIds.filter((one) => !relayed.has(one))) {
    await enqueueNote(deps, { ticketId, key: `${id}:unread`, body });
  }
}
