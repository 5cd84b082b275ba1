import { type ClaimedTask, rememberInTask } from "../db/tasks.ts";
import type { MessageInContext } from "../db/tickets.ts";
import type { Deps } from "../deps.ts";
import { takesComments } from "../domain/ticket-status.ts";
import { TakenOverError } from "../errors.ts";
import type { Ticket } from "../zendesk/zendesk.ts";
import { replaceEndUser } from "./end-user.ts";

/** A comment that a task makes on a ticket, in the name of a message's contact. */
export type CommentOnce = {
  message: MessageInContext;
  requesterId: string;
  ticketId: string;
  /** The ticket on which an earlier attempt may have left the comment already. */
  commentingOn: string | undefined;
  task: ClaimedTask;
  /** How the comment is known again, by us and by an agent who asks us about it. */
  reference: string;
  /** What it says, and which of the message's attachments it has not (yet). */
  compose(): Promise<{ body: string; uploads: string[]; late: number[] }>;
};

/** Makes a comment, once. Zendesk has no idempotency key for that: once one may have been made, it looks before it tries again. */
export async function commentOnce(
  deps: Deps,
  comment: CommentOnce,
): Promise<{ ticket: Ticket; isMade: boolean }> {
  const { ticketId, commentingOn, reference, task } = comment;
  const sought = { text: reference, since: task.createdAt };
  const before = commentingOn === ticketId ? await deps.zendesk.findComment(ticketId, sought) : null;
  const ticket = before ?? (await make(deps, comment));
  const isMade = takesComments(ticket) || (before !== null && ticket.status !== "deleted");
  return { ticket, isMade };
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

async function post(deps: Deps, { requesterId, ticketId, task, reference, compose }: CommentOnce) {
  const { body, uploads, late } = await compose();
  const isOurs = await rememberInTask(deps.db, task, { commentingOn: ticketId, late });
  if (!isOurs) throw new TakenOverError("another worker has this task");
  const text = `${body}\n\n${reference}`;
  return deps.zendesk.addComment(ticketId, { body: text, authorId: requesterId, uploads });
}
