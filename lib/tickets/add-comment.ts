import type { Ask } from "../db/ask.ts";
import {
  type MessageInContext,
  recordingComment,
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
  toStore: Ask<unknown>[];
  ticketId: string;
};

/** How a message is known again among a ticket's comments. */
export const referenceOf = (logId: string) => `Ref ${logId}`;

/**
 * Files a message as a comment on its contact's ticket, once, and wakes a ticket that was solved or waited for the customer.
 * Returns what is to be recorded, or the ticket when it did not take the comment, being closed or deleted.
 */
export async function addComment(
  deps: Deps,
  filing: Filing,
): Promise<{ recording: Ask<void> } | { refusedBy: Ticket }> {
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
    return { refusedBy: ticket };
  }
  if (isResting(ticket)) await answerHeard(deps, task);
  return { recording: await awake(deps, message.logId, ticket) };
}

/** The ticket on which the message stands is awake from now on: what is still to be recorded. */
export async function awake(deps: Deps, logId: string, ticket: Ticket): Promise<Ask<void>> {
  // A comment by the API leaves the status as it is.
  return recordingComment({
    logId,
    ticket: isResting(ticket) ? await deps.zendesk.reopen(ticket.id) : ticket,
  });
}

function isResting({ status }: Ticket): boolean {
  return status === "solved" || status === "pending";
}
