import { type ClaimedTask, rememberInTask } from "../db/tasks.ts";
import { type MessageInContext, recordComment, recordTicketEnded } from "../db/tickets.ts";
import type { Deps } from "../deps.ts";
import { takesComments } from "../domain/ticket-status.ts";
import { commentText } from "../domain/ticket-text.ts";
import { TakenOverError } from "../errors.ts";
import type { Ticket } from "../zendesk/zendesk.ts";
import { attachMedia } from "./attach-media.ts";
import { replaceEndUser } from "./end-user.ts";

type Filing = {
  message: MessageInContext;
  requesterId: string;
  ticketId: string;
  /** The ticket on which an earlier attempt may have left the comment already. */
  commentingOn: string | undefined;
  task: ClaimedTask;
};

/**
 * Files a message as a comment on its contact's ticket, once, and wakes a ticket that was solved or waited for the customer.
 * Returns the ticket instead when it did not take the comment, being closed or deleted.
 */
export async function addComment(deps: Deps, filing: Filing): Promise<"filed" | Ticket> {
  const { message, ticketId } = filing;
  const before = await commentedBefore(deps, filing);
  const ticket = before ?? (await comment(deps, filing));
  if (!takesComments(ticket) && (before === null || ticket.status === "deleted")) {
    await recordTicketEnded(deps.db, ticket);
    return ticket;
  }
  // A comment by the API leaves the status as it is.
  const awake = isResting(ticket) ? await deps.zendesk.reopen(ticketId) : ticket;
  await recordComment(deps.db, { logId: message.logId, ticketId, status: awake.status });
  return "filed";
}

/** An author that Zendesk has no more is replaced, and the comment made once more in the new one's name. */
async function comment(deps: Deps, filing: Filing): Promise<Ticket> {
  const { message, requesterId: lost } = filing;
  try {
    return await post(deps, filing);
  } catch (refusal) {
    const requesterId = await replaceEndUser(deps, message, { lost, refusal });
    return post(deps, { ...filing, requesterId });
  }
}

async function post(deps: Deps, { message, requesterId, ticketId, task }: Filing): Promise<Ticket> {
  const { uploads, remarks } = await attachMedia(deps, message, task.attempts);
  const body = `${commentText(message, remarks)}\n\n${reference(message)}`;
  const isOurs = await rememberInTask(deps.db, task, { commentingOn: ticketId });
  if (!isOurs) throw new TakenOverError("another worker has this task");
  return deps.zendesk.addComment(ticketId, { body, authorId: requesterId, uploads });
}

/** Zendesk has no idempotency key for comments: once one may have been made, look before trying again. */
async function commentedBefore(
  deps: Deps,
  { message, ticketId, commentingOn }: Filing,
): Promise<Ticket | null> {
  return commentingOn === ticketId ? deps.zendesk.findComment(ticketId, reference(message)) : null;
}

/** How a comment of ours is known again, by us and by an agent who asks us about it. */
function reference({ logId }: MessageInContext): string {
  return `Ref ${logId}`;
}

function isResting({ status }: Ticket): boolean {
  return status === "solved" || status === "pending";
}
