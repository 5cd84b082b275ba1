import { type MessageInContext, recordComment, recordTicketEnded } from "../db/tickets.ts";
import type { Deps } from "../deps.ts";
import { takesComments } from "../domain/ticket-status.ts";
import { commentText } from "../domain/ticket-text.ts";
import type { Ticket } from "../zendesk/zendesk.ts";
import { attachMedia } from "./attach-media.ts";

type Filing = { message: MessageInContext; requesterId: string; ticketId: string; attempt: number };

/**
 * Files a message as a comment on its contact's ticket, once, and wakes a ticket that was solved or waited for the customer.
 * Returns the ticket as it is then; one that is closed or deleted did not take the comment.
 */
export async function addComment(deps: Deps, filing: Filing): Promise<Ticket> {
  const { message, ticketId } = filing;
  const ticket = (await commentedBefore(deps, filing)) ?? (await comment(deps, filing));
  if (!takesComments(ticket)) {
    await recordTicketEnded(deps.db, ticket);
    return ticket;
  }
  // A comment by the API leaves the status as it is.
  const awake = isResting(ticket) ? await deps.zendesk.reopen(ticketId) : ticket;
  await recordComment(deps.db, { logId: message.logId, ticketId, status: awake.status });
  return awake;
}

async function comment(deps: Deps, { message, requesterId, ticketId, attempt }: Filing): Promise<Ticket> {
  const { uploads, remarks } = await attachMedia(deps, message, attempt);
  const body = `${commentText(message, remarks)}\n\n${reference(message)}`;
  return deps.zendesk.addComment(ticketId, { body, authorId: requesterId, uploads });
}

/** Zendesk has no idempotency key for comments: after an earlier attempt, look before trying again. */
async function commentedBefore(deps: Deps, { message, ticketId, attempt }: Filing): Promise<Ticket | null> {
  return attempt > 1 ? deps.zendesk.findComment(ticketId, reference(message)) : null;
}

/** How a comment of ours is known again, by us and by an agent who asks us about it. */
function reference({ logId }: MessageInContext): string {
  return `Ref ${logId}`;
}

function isResting({ status }: Ticket): boolean {
  return status === "solved" || status === "pending";
}
