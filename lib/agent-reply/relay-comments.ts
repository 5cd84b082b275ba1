import * as z from "zod/mini";
import { insertAgentReply, isRelayed, loadTicketContact, type TicketContact } from "../db/agent-replies.ts";
import { promiseAnnouncements, releaseHeldMessages } from "../db/held-messages.ts";
import { recordTicketStatus } from "../db/tickets.ts";
import type { Deps } from "../deps.ts";
import { NOTES } from "../domain/notes.ts";
import { UNSENT } from "../domain/unsent.ts";
import { KnownError, StatementError, UpstreamError } from "../errors.ts";
import { enqueueNote } from "../notes/enqueue-note.ts";
import { whoseTicket } from "../outbound/whose-ticket.ts";
import { defineTask } from "../tasks/define.ts";
import type { TicketComment } from "../zendesk/zendesk.ts";

/**
 * Zendesk rings for each comment, in no order and not always. So whatever an agent wrote shortly before is relayed as well,
 * in the order of the ticket; what is older than this was relayed, or written before Tickline was connected.
 */
const LOOK_BACK_MS = 15 * 60 * 1000;

/**
 * Zendesk's lists lag behind its rings by seconds. One that lacks a comment for minutes lacks it for good, and the ticket's next replies
 * should not wait for hours behind it.
 */
const MOST_LOOKS = 5;

/** Brings what agents wrote publicly on a ticket to its contact's phone: each comment once, in the ticket's order. */
export const relayComments = defineTask({
  payload: z.object({ ticketId: z.string(), commentId: z.nullable(z.string()), at: z.string() }),

  async handle({ ticketId, commentId, at }, deps, task) {
    const contact = await loadTicketContact(deps.db, ticketId);
    if (!contact) return "the contact was erased";
    const since = new Date(Date.parse(at) - LOOK_BACK_MS);
    const listed = await deps.zendesk.listComments(ticketId, { since, commentId });
    if (listed === "gone") return recordGone(deps, ticketId);
    const replies = listed
      .filter((comment) => isReply(comment, contact))
      .filter(({ id, createdAt }) => id === commentId || Date.parse(createdAt) >= since.getTime());
    const whose = replies.length > 0 ? await whoseTicket(deps, ticketId, contact) : null;
    if (whose === "deleted") return recordGone(deps, ticketId);
    for (const comment of replies) {
      if (whose === "another's") await withhold(deps, ticketId, comment);
      else await relay(deps, ticketId, contact, comment);
    }
    await releaseHeldMessages(deps.db, contact.contactId);
    const ids = replies.map(({ id }) => id);
    const held = await promiseAnnouncements(deps.db, ids);
    const isListed = commentId === null || listed.some(({ id }) => id === commentId);
    if (!isListed && !(await isRelayed(deps.db, commentId))) {
      throw new UpstreamError("zendesk", task.attempts < MOST_LOOKS ? "unavailable" : "rejected", {
        reason: "It rang for a comment that its list of the ticket's comments does not show",
      });
    }
    return `${replies.length} of ticket ${ticketId}'s comments, ${held} waiting for the customer to write`;
  },

  async onDead({ ticketId, commentId }, deps) {
    if (commentId === null || (await isRelayed(deps.db, commentId))) return;
    await enqueueNote(deps, { ticketId, key: `${commentId}:unread`, body: NOTES.unread });
  },
});

/** The requester's own words never return to them, though an agent may be the requester. */
function isReply(
  { isPublic, isByAgent, authorId }: TicketComment,
  { zendeskUserId }: TicketContact,
): boolean {
  return isPublic && isByAgent && authorId !== zendeskUserId;
}

async function recordGone({ db }: Deps, ticketId: string): Promise<string> {
  await recordTicketStatus(db, { id: ticketId, status: "deleted", updatedAt: null });
  return `ticket ${ticketId} is gone`;
}

/** A reply that is for somebody else never goes, and its words are no part of this contact's log. */
async function withhold({ db }: Deps, ticketId: string, { id: commentId }: TicketComment) {
  const parts = [{ kind: "text" as const, body: "", media: [] }];
  await insertAgentReply(db, { ticketId, commentId, parts, forAnother: UNSENT.forAnother });
}

async function relay(deps: Deps, ticketId: string, contact: TicketContact, comment: TicketComment) {
  // Reading HTML is for this task alone: no cold start should pay for it.
  const { partsOf } = await import("./parts-of.ts");
  const { textLimit } = deps.channel(contact.provider);
  const read = (one: TicketComment) => partsOf(one, { channel: contact.channel, textLimit });
  try {
    const parts = readOr(
      () => read(comment),
      () => read({ ...comment, htmlBody: null }),
    );
    await insertAgentReply(deps.db, { ticketId, commentId: comment.id, parts });
  } catch (error) {
    // What is wrong with this comment alone must not stop the others. A database that is away stops them all, for a while.
    if (error instanceof KnownError && !(error instanceof StatementError)) throw error;
    deps.log.error("An agent's reply could not be read: its ticket hears of it", { ticketId });
    await enqueueNote(deps, { ticketId, key: `${comment.id}:unread`, body: NOTES.unread });
  }
}

/** What Zendesk's HTML hides from us, its plain text may tell. */
function readOr<T>(read: () => T, fallback: () => T): T {
  try {
    return read();
  } catch {
    return fallback();
  }
}
