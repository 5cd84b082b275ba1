import {
  insertAgentReply,
  loadTicketContact,
  relayedAmong,
  type TicketContact,
} from "../db/messages/agent-replies.ts";
import { promiseAnnouncements, releaseHeldMessages } from "../db/messages/held-messages.ts";
import { recordTicketStatus } from "../db/messages/message-in-context.ts";
import { moveCursor } from "../db/messages/relay-cursor.ts";
import { noteWaiting } from "../db/tasks/wait-notes.ts";
import { OUTDATED_AFTER_HOURS } from "../domain/failures/outdated.ts";
import { KnownError, StatementError } from "../errors.ts";
import { whoseTicket } from "../outbound/whose-ticket.ts";
import type { Deps } from "../ports.ts";
import { enqueueNote } from "../tickets/enqueue-note.ts";
import type { TicketComment } from "../zendesk/zendesk.ts";

/** By how much a comment may appear in Zendesk's list later than a newer one, or than the ring for it. */
const LAG_MS = 15 * 60 * 1000;

const TOO_LATE_MS = OUTDATED_AFTER_HOURS * 60 * 60 * 1000;

/** One look at what agents wrote on a ticket. */
export type Look = {
  ticketId: string;
  /** When it rang. */
  at: string;
  /** The comments that are known to have been made, which are relayed however old they are. */
  named: string[];
  /** The one of them that is looked for however far below it stands. */
  commentId: string | null;
};

export type Seen = {
  said: string;
  /** What was relayed by this look, and by none before. */
  relayed: { id: string; at: number }[];
  /** The named ones that Zendesk's list does not show. */
  missing: string[];
  /** The ticket or its contact is gone: there is nothing to look for. */
  isOver: boolean;
};

/**
 * Relays what agents wrote publicly on a ticket since the newest comment up to which all was, in the ticket's order, each comment
 * once. What is two hours old by now is named in a note instead. Looks may be taken side by side.
 */
export async function relayComments(deps: Deps, look: Look): Promise<Seen> {
  const { ticketId, named } = look;
  const contact = await loadTicketContact(deps.db, ticketId);
  if (!contact) return nothing("the contact was erased");
  const { from, back } = bounds(contact.relayedUntil, look.at);
  const listed = await deps.zendesk.listComments(ticketId, { since: back, commentId: look.commentId });
  if (listed === "gone") return recordGone(deps, ticketId);
  const replies = listed.filter((comment) => isReply(comment, contact) && isAfterBegin(comment, contact));
  const isLate = (one: TicketComment) => !named.includes(one.id) && timeOf(one) < Date.now() - TOO_LATE_MS;
  const due = replies.filter(
    (one) => named.includes(one.id) || (timeOf(one) >= back.getTime() && !isLate(one)),
  );
  const before = await relayedAmong(deps.db, [...due.map(({ id }) => id), ...named]);
  const relayed = await relayAll(deps, {
    ticketId,
    contact,
    comments: due.filter(({ id }) => !before.has(id)),
  });
  if (relayed === "deleted") return recordGone(deps, ticketId);
  await releaseHeldMessages(deps.db, contact.contactId);
  const ids = due.map(({ id }) => id);
  const held = await promiseAnnouncements(deps.db, ids);
  const notes = await deps.notes();
  await noteWaiting(deps.db, { commentIds: ids }, notes.providerAway);
  await moveCursor(deps.db, { ticketId, from, until: newest(listed), late: replies.filter(isLate), notes });
  return {
    said: `${due.length} of ticket ${ticketId}'s comments, ${relayed.length} of them new, ${held} waiting for the customer to write`,
    isOver: false,
    relayed,
    missing: [...new Set(named)].filter((id) => !before.has(id) && !listed.some((one) => one.id === id)),
  };
}

/**
 * From when on comments are new, and how far back one may have been hidden by Zendesk's lag. A ticket of an earlier version has no cursor
 * yet: nothing that is older than the lag is sent of it, as was so then.
 */
function bounds(relayedUntil: Date | null, at: string): { from: Date; back: Date } {
  const rung = Date.parse(at) - LAG_MS;
  const from = relayedUntil?.getTime() ?? rung;
  return { from: new Date(from), back: new Date(Math.min(rung, from - (relayedUntil ? LAG_MS : 0))) };
}

const timeOf = ({ createdAt }: TicketComment) => Date.parse(createdAt);

/** The newest of these comments, as far as it is not ahead of our own clock; null where there is none. */
function newest(comments: TicketComment[]): Date | null {
  const times = comments.map(timeOf).filter(Number.isFinite);
  return times.length > 0 ? new Date(Math.min(Date.now(), Math.max(...times))) : null;
}

/** The requester's own words never return to them, though an agent may be the requester. */
function isReply(
  { isPublic, isByAgent, authorId }: TicketComment,
  { zendeskUserId }: TicketContact,
): boolean {
  return isPublic && isByAgent && authorId !== zendeskUserId;
}

/** Where a template began the conversation, what agents wrote before was for nobody's phone. Zendesk tells whole seconds. */
function isAfterBegin(comment: TicketComment, { begun }: TicketContact): boolean {
  return (
    begun === null || (timeOf(comment) >= Date.parse(begun.at) && !begun.commentsBefore.includes(comment.id))
  );
}

const nothing = (said: string): Seen => ({ said, relayed: [], missing: [], isOver: true });

async function recordGone({ db }: Deps, ticketId: string): Promise<Seen> {
  await recordTicketStatus(db, { id: ticketId, status: "deleted", updatedAt: null });
  return nothing(`ticket ${ticketId} is gone`);
}

type Relaying = { ticketId: string; contact: TicketContact; comments: TicketComment[] };

async function relayAll(
  deps: Deps,
  { ticketId, contact, comments }: Relaying,
): Promise<"deleted" | Seen["relayed"]> {
  const whose = comments.length > 0 ? await whoseTicket(deps, ticketId, contact) : null;
  if (whose === "deleted") return "deleted";
  const relayed: Seen["relayed"] = [];
  for (const comment of comments) {
    const isNew =
      whose === "another's"
        ? await withhold(deps, ticketId, comment)
        : await relay(deps, ticketId, contact, comment);
    if (isNew) relayed.push({ id: comment.id, at: timeOf(comment) });
  }
  return relayed;
}

/** A reply that is for somebody else never goes, and its words are no part of this contact's log. */
function withhold({ db }: Deps, ticketId: string, { id: commentId }: TicketComment): Promise<boolean> {
  const parts = [{ kind: "text" as const, body: "", media: [] }];
  return insertAgentReply(db, { ticketId, commentId, parts, isForAnother: true });
}

async function relay(
  deps: Deps,
  ticketId: string,
  contact: TicketContact,
  comment: TicketComment,
): Promise<boolean> {
  // Reading HTML is for this task alone: no cold start should pay for it.
  const { partsOf } = await import("./parts-of.ts");
  const { textLimit, captionLimits } = deps.channel(contact.provider);
  const read = (one: TicketComment) => partsOf(one, { channel: contact.channel, textLimit, captionLimits });
  try {
    const parts = readOr(
      () => read(comment),
      () => read({ ...comment, htmlBody: null }),
    );
    return await insertAgentReply(deps.db, { ticketId, commentId: comment.id, parts });
  } catch (error) {
    // What is wrong with this comment alone must not stop the others. A database that is away stops them all, for a while.
    if (error instanceof KnownError && !(error instanceof StatementError)) throw error;
    deps.log.error("An agent's reply could not be read: its ticket hears of it", { ticketId });
    await enqueueNote(deps, { ticketId, key: `${comment.id}:unread`, body: (await deps.notes()).unread });
    return false;
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
