import {
  type MessageInContext,
  recordComment,
  recordTicketStatus,
} from "../db/messages/message-in-context.ts";
import type { Deps } from "../ports.ts";
import type { Ticket } from "../zendesk/zendesk.ts";
import { attachMedia } from "./attach-media.ts";
import { commentOnce, type Earlier } from "./comment-once.ts";
import { answerHeard } from "./lost-update.ts";

type Filing = Omit<Earlier, "reference"> & {
  message: MessageInContext;
  requesterId: string;
  ticketId: string;
};

/** How a message is known again among a ticket's comments. */
export const referenceOf = (logId: string) => `Ref ${logId}`;

/**
 * Files a message as a comment on its contact's ticket, once, and wakes a ticket that was solved or waited for the customer.
 * Returns the ticket instead when it did not take the comment, being closed or deleted.
 */
export async function addComment(deps: Deps, filing: Filing): Promise<"filed" | Ticket> {
  const { message, task } = filing;
  const { ticket, isMade } = await commentOnce(deps, {
    ...filing,
    reference: referenceOf(message.logId),
    async compose() {
      const { remarks, ...attached } = await attachMedia(deps, message, task);
      const { commentText } = await deps.notes();
      return { body: commentText(message, remarks), ...attached };
    },
  });
  if (!isMade) {
    await recordTicketStatus(deps.db, ticket);
    return ticket;
  }
  if (isResting(ticket)) await answerHeard(deps, task);
  await recordFiled(deps, message.logId, ticket);
  return "filed";
}

/** The message stands on this ticket, which is awake from now on. */
export async function recordFiled(deps: Deps, logId: string, ticket: Ticket): Promise<void> {
  // A comment by the API leaves the status as it is.
  const awake = isResting(ticket) ? await deps.zendesk.reopen(ticket.id) : ticket;
  await recordComment(deps.db, { logId, ticket: awake });
}

function isResting({ status }: Ticket): boolean {
  return status === "solved" || status === "pending";
}
