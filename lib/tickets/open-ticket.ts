import type { Ask } from "../db/ask.ts";
import { type MessageInContext, recordingTicket } from "../db/messages/message-in-context.ts";
import { type ClaimedTask, rememberInTask } from "../db/tasks/tasks.ts";
import { parsePhone } from "../domain/address.ts";
import { firstLine, shorten } from "../domain/text.ts";
import { repliesTo } from "../outbound/replies-to.ts";
import type { Deps } from "../ports.ts";
import type { Ticket } from "../zendesk/zendesk.ts";
import { attachMedia } from "./attach-media.ts";
import { replaceEndUser } from "./end-user.ts";

/** A request as it was first made: tried again, it must be the same to the byte. */
export type StoredRequest = {
  text: string;
  idempotencyKey: string;
  storedAt: number;
  /** Whose ticket it asks for; older tasks do not say. */
  requesterId?: string | undefined;
};

type Opening = {
  message: MessageInContext;
  requesterId: string;
  toStore: Ask<unknown>[];
  followupOf: string | undefined;
  request: StoredRequest | undefined;
  task: ClaimedTask;
};

/** Upload tokens live for 60 minutes and idempotency keys for two hours: an older request is not made again. */
const REQUEST_LIVES_MS = 50 * 60 * 1000;

/**
 * Opens a ticket with a message, once: the request is stored before it is made, so that after a crash or a lost answer the
 * same key with the same text finds the ticket, which is still to be recorded; when that is too long ago, the ticket is looked up by its external id.
 */
export async function openTicket(
  deps: Deps,
  opening: Opening,
): Promise<{ ticketId: string; recording: Ask<unknown>[] }> {
  const { message, request, toStore } = opening;
  const isFresh = request !== undefined && Date.now() - request.storedAt < REQUEST_LIVES_MS;
  const before = request && !isFresh ? await deps.zendesk.findTicketByExternalId(message.logId) : null;
  const ticket =
    before ?? (await create(deps, opening, isFresh ? request : await storeRequest(deps, opening)));
  const recording = recordingTicket({
    ...ticket,
    contactId: message.contact.id,
    openedBy: message.logId,
    subject: await subjectTold(deps, message),
  });
  return { ticketId: ticket.id, recording: request ? [...toStore, recording] : [recording] };
}

/** The subject as the customer reads it, whatever agents call the ticket in Zendesk. */
async function subjectTold(deps: Deps, message: MessageInContext): Promise<string> {
  const { turn, contact } = message;
  const replies = await repliesTo(deps, contact);
  if (turn?.why === "unsafe") return replies.messageToRead;
  return shorten(firstLine(turn?.subject ?? "") || replies.summary(message), 150);
}

/** A requester that Zendesk has no more is replaced, and the ticket asked for once more in the new one's name. */
async function create(deps: Deps, opening: Opening, request: StoredRequest): Promise<Ticket> {
  const { message } = opening;
  try {
    return await deps.zendesk.createTicket(request.text, request.idempotencyKey);
  } catch (refusal) {
    const requesterId = await replaceEndUser(deps, message, { lost: request.requesterId, refusal });
    // The requester may have been lost after the ticket was made, and its answer before.
    const before = await deps.zendesk.findTicketByExternalId(message.logId);
    if (before) return before;
    const renewed = await storeRequest(deps, { ...opening, requesterId, request });
    return deps.zendesk.createTicket(renewed.text, renewed.idempotencyKey);
  }
}

async function storeRequest(deps: Deps, opening: Opening): Promise<StoredRequest> {
  const { message, requesterId, followupOf, task } = opening;
  const { uploads, remarks, late } = await attachMedia(deps, message, task);
  const notes = await deps.notes();
  const text = deps.zendesk.ticketRequest({
    subject: notes.subject(message),
    comment: { body: notes.commentText(message, remarks), uploads },
    requesterId,
    externalId: message.logId,
    tags: [message.channel],
    followupOf,
    ...routeOf(deps, message.sender),
  });
  const isFirst = opening.request === undefined;
  const idempotencyKey = isFirst ? message.logId : `${message.logId}:${task.claims}:${requesterId}`;
  const request = { text, idempotencyKey, storedAt: Date.now(), requesterId };
  await rememberInTask(deps.db, task, { request, late }, opening.toStore);
  return request;
}

/** Brand and group of a ticket, by the number that was written to. */
function routeOf({ env }: Deps, sender: string) {
  const number = parsePhone(sender);
  return (env.zendesk.configured && number && env.zendesk.routing[number]) || {};
}
