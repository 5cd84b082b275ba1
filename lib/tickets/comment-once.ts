import type { Ask } from "../db/ask.ts";
import type { MessageInContext } from "../db/messages/message-in-context.ts";
import type { ClaimedTask } from "../db/tasks/tasks.ts";
import { takesComments } from "../domain/ticket-status.ts";
import { UpstreamError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import type { Ticket } from "../zendesk/zendesk.ts";
import { replaceEndUser } from "./end-user.ts";
import { type Sent, sendRemembered, waitForLost } from "./lost-update.ts";

/** A comment, or an internal note, that may have been made: what its task remembers of it. */
export type Earlier = Sent & {
  /** The ticket on which an earlier attempt may have left the comment already. */
  commentingOn?: string | undefined;
  task: ClaimedTask;
  /** How the comment is known again, by us and by an agent who asks us about it. */
  reference: string;
};

/** A comment that a task makes on a ticket, in the name of a message's contact. */
export type CommentOnce = Earlier & {
  message: MessageInContext;
  requesterId: string;
  /** What is stored before it is made. */
  toStore?: Ask<unknown>[];
  ticketId: string;
  /** What it says, and which of the message's attachments it has not (yet). */
  compose(): Promise<{ body: string; uploads: string[]; late: number[] }>;
};

/**
 * The ticket on which an earlier attempt left the comment; null when none did. Zendesk has no idempotency key for comments, so whoever
 * makes one asks this first.
 * @throws {NotYetError} while a call that was lost may still come about
 */
export async function findEarlier(deps: Deps, earlier: Earlier): Promise<Ticket | null> {
  waitForLost(earlier);
  const { commentingOn } = earlier;
  return commentingOn === undefined ? null : look(deps, earlier, commentingOn);
}

/** Makes a comment that no earlier attempt is known to have made. `isMade` is false where the ticket takes none any more. */
export async function commentOnce(
  deps: Deps,
  comment: CommentOnce,
): Promise<{ ticket: Ticket; isMade: boolean }> {
  try {
    const ticket = await make(deps, comment);
    if (takesComments(ticket)) return { ticket, isMade: true };
    const before = await lookAgain(deps, comment);
    return before ? { ticket: before, isMade: true } : { ticket, isMade: false };
  } catch (refusal) {
    if (!(refusal instanceof UpstreamError) || refusal.failure !== "rejected") throw refusal;
    const before = await lookAgain(deps, comment);
    if (before) return { ticket: before, isMade: true };
    throw refusal;
  }
}

/** An author that Zendesk has no more is replaced, and the comment made once more in the new one's name. */
async function make(deps: Deps, comment: CommentOnce): Promise<Ticket> {
  const { message, requesterId: lost } = comment;
  try {
    return await post(deps, comment);
  } catch (refusal) {
    const requesterId = await replaceEndUser(deps, message, { lost, refusal });
    return post(deps, { ...comment, requesterId });
  }
}

async function post(deps: Deps, comment: CommentOnce): Promise<Ticket> {
  const { message, requesterId, toStore = [], ticketId, task, reference } = comment;
  const { body, uploads, late } = await comment.compose();
  // Bringing attachments took its time, in which an update that was lost may have come about.
  const before = message.media.length > 0 ? await lookAgain(deps, comment) : null;
  if (before) return before;
  const text = `${body}\n\n${reference}`;
  const memory = { commentingOn: ticketId, late };
  return sendRemembered(deps, { task, memory, toStore }, () =>
    deps.zendesk.addComment(ticketId, { body: text, authorId: requesterId, uploads }),
  );
}

/** An earlier attempt's comment on this ticket, which was not there a moment ago. */
async function lookAgain(deps: Deps, comment: CommentOnce): Promise<Ticket | null> {
  return comment.commentingOn === comment.ticketId ? look(deps, comment, comment.ticketId) : null;
}

async function look(deps: Deps, { reference, task }: Earlier, ticketId: string): Promise<Ticket | null> {
  const found = await deps.zendesk.findComment(ticketId, { text: reference, since: task.createdAt });
  return found?.status === "deleted" ? null : found;
}
