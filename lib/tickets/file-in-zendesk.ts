import * as z from "zod/mini";
import { together } from "../db/ask.ts";
import { isSpoiltByOne } from "../db/database-error.ts";
import { promiseLateAttachments } from "../db/messages/late-attachments.ts";
import { loadMessageInContext, type MessageInContext } from "../db/messages/message-in-context.ts";
import type { ClaimedTask } from "../db/tasks/tasks.ts";
import { takesComments } from "../domain/ticket-status.ts";
import { NotConfiguredError, UpstreamError } from "../errors.ts";
import { enqueueReply } from "../outbound/enqueue-reply.ts";
import { repliesTo } from "../outbound/replies-to.ts";
import type { Deps } from "../ports.ts";
import { defineTask, type Promising } from "../tasks/define.ts";
import type { Ticket } from "../zendesk/zendesk.ts";
import { addComment, awake, referenceOf } from "./add-comment.ts";
import { findEarlier } from "./comment-once.ts";
import { confirmTicket } from "./confirm-ticket.ts";
import { endUserOf } from "./end-user.ts";
import { mayWriteLocale, writeLocale } from "./language-in-zendesk.ts";
import type { Sent } from "./lost-update.ts";
import { openTicket, type StoredRequest } from "./open-ticket.ts";
import { promiseWindowReminder } from "./promise-window-reminder.ts";
import { tellLost, ticketItIsFor } from "./tell-lost.ts";
import { tellUntold } from "./tell-untold.ts";

/** Files a contact's message in Zendesk, once: on their open ticket, else on a new one, which is confirmed to them. */
export const fileInZendesk = defineTask({
  payload: z.object({
    logId: z.string(),
    commentingOn: z.optional(z.string()),
    calledAt: z.optional(z.nullable(z.number())),
    request: z.optional(
      z.object({
        text: z.string(),
        idempotencyKey: z.string(),
        storedAt: z.number(),
        requesterId: z.optional(z.string()),
      }),
    ),
  }),

  async handle(payload, deps, task, ahead) {
    const message = ahead.message ?? (await loadMessageInContext(deps.db, payload.logId));
    if (!message) return "the message was erased";
    const { ticketId } = message;
    const filed = ticketId
      ? await afterCrash(deps, message, ticketId)
      : await file(deps, message, { ...payload, task });
    const rest = restOf(deps, message, task);
    // What follows asks the books on which ticket the message stands, or takes its time.
    if (rest.length === 0) return filed;
    await together(deps.db, filed.promises).catch((error) => {
      if (!filed.alone || !isSpoiltByOne(error)) throw error;
      return filed.alone();
    });
    for (const follow of rest) await follow();
    return filed.said;
  },

  async onDead({ logId }, deps) {
    const message = await loadMessageInContext(deps.db, logId);
    if (!message || message.ticketId) return;
    const ticket = ticketItIsFor(message);
    const replies = await repliesTo(deps, message.contact);
    await enqueueReply(
      deps,
      ticket
        ? { answers: logId, purpose: "comment-refused", body: replies.commentRefused(ticket.id) }
        : { answers: logId, purpose: "ticket-refused", body: replies.ticketRefused },
    );
    await tellLost(deps, message);
  },
});

/** What else is done for a message that stands on a ticket. */
function restOf(deps: Deps, message: MessageInContext, task: ClaimedTask): (() => Promise<unknown>)[] {
  const { logId, contact, media, provider, turn } = message;
  // The assistant may have been asked about it meanwhile.
  const mayBeAsked = turn !== null || deps.env.assistant.configured;
  return [
    mayBeAsked || provider === "meta" ? () => tellUntold(deps, logId) : null,
    media.length > 0 ? () => promiseLateAttachments(deps.db, task, message) : null,
    // Agents hear of it when nobody has answered shortly before WhatsApp takes no more free text.
    deps.env.windowReminder ? () => promiseWindowReminder(deps, logId) : null,
    mayWriteLocale(contact) ? () => writeLocale(deps, contact) : null,
  ].filter((follow) => follow !== null);
}

type Filing = Sent & {
  commentingOn?: string | undefined;
  request?: StoredRequest | undefined;
  task: ClaimedTask;
};

async function file(deps: Deps, message: MessageInContext, filing: Filing): Promise<Promising> {
  const { commentingOn, calledAt, request, task } = filing;
  const earlier = { commentingOn, calledAt, task };
  try {
    // Whatever became of that ticket since: closed, given away, or followed by another. Who asks for a new one knows that it is not there.
    const before = request
      ? null
      : await findEarlier(deps, { ...earlier, reference: referenceOf(message.logId) });
    if (before) {
      const recording = await awake(deps, message.logId, before);
      return { said: `was on ticket ${before.id} before`, promises: [recording] };
    }
    const { id: requesterId, toStore } = await endUserOf(deps, message);
    // What this customer writes is not for the person to whom agents gave the ticket.
    let ticket: Pick<Ticket, "id" | "status"> | null = message.ticket?.isGivenAway ? null : message.ticket;
    // A ticket may have been made for it that we heard nothing of, before its lane went on and a later message opened another.
    const isMade =
      request !== undefined && ticket !== null && (await deps.zendesk.findTicketByExternalId(message.logId));
    if (ticket && !isMade && takesComments(ticket)) {
      const { id: ticketId } = ticket;
      const added = await addComment(deps, { ...earlier, message, requesterId, toStore, ticketId });
      if ("recording" in added) return { said: `comment on ticket ${ticketId}`, promises: [added.recording] };
      ticket = added.refusedBy;
    }
    const followupOf = ticket?.status === "closed" ? ticket.id : undefined;
    const opened = await openTicket(deps, { message, requesterId, toStore, followupOf, request, task });
    const confirming = await confirmTicket(deps, message, opened.ticketId);
    return {
      said: `opened ticket ${opened.ticketId}`,
      promises: [...opened.recording, ...confirming],
      // It stands in the books, whatever becomes of its confirmation.
      async alone() {
        await together(deps.db, opened.recording);
        await together(deps.db, confirming);
      },
    };
  } catch (error) {
    if (!takesComments(message.ticket) && isForNow(error)) await sayDelayed(deps, message);
    throw error;
  }
}

/** An earlier worker filed it and died before it settled: what may be missing is the confirmation. */
async function afterCrash(deps: Deps, message: MessageInContext, ticketId: string): Promise<Promising> {
  const isOpener = message.ticket?.openedBy === message.logId;
  const promises = isOpener ? await confirmTicket(deps, message, ticketId) : [];
  return { said: `was filed on ticket ${ticketId} before`, promises };
}

async function sayDelayed(deps: Deps, { logId, contact }: MessageInContext): Promise<void> {
  const { ticketDelayed } = await repliesTo(deps, contact);
  await enqueueReply(deps, { answers: logId, purpose: "ticket-delayed", body: ticketDelayed });
}

/** Zendesk fails in a way that will pass, so that the ticket will exist. */
function isForNow(error: unknown): boolean {
  if (error instanceof NotConfiguredError) return true;
  return error instanceof UpstreamError && error.upstream === "zendesk" && error.failure !== "rejected";
}
