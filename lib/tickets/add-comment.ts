import type { ClaimedTask } from "../db/tasks.ts";
import { type MessageInContext, recordComment, recordTicketStatus } from "../db/tickets.ts";
import type { Deps } from "../deps.ts";
import { commentText } from "../domain/ticket-text.ts";
import type { Ticket } from "../zendesk/zendesk.ts";
import { attachMedia } from "./attach-media.ts";
import { commentOnce } from "./comment-once.ts";

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
  const { message, ticketId, task } = filing;
  const { ticket, isMade } = await commentOnce(deps, {
    ...filing,
    reference: `Ref ${message.logId}`,
    async compose() {
      const { remarks, ...attached } = await attachMedia(deps, message, task.claims);
      return { body: commentText(message, remarks), ...attached };
    },
  });
  if (!isMade) {
    await recordTicketStatus(deps.db, ticket);
    return ticket;
  }
  // A comment by the API leaves the status as it is.
  const awake = isResting(ticket) ? await deps.zendesk.reopen(ticketId) : ticket;
  await recordComment(deps.db, { logId: message.logId, ticket: awake });
  return "filed";
}

function isResting({ status }: Ticket): boolean {
  return status === "solved" || status === "pending";
}
