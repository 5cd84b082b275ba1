import type { MessageInContext } from "../db/messages/message-in-context.ts";
import { takesComments } from "../domain/ticket-status.ts";
import type { Deps } from "../ports.ts";
import { enqueueNote } from "./enqueue-note.ts";

/** The contact's ticket that a message would have been added to; null where it would have opened one. */
export function ticketItIsFor({ ticket }: MessageInContext): { id: string } | null {
  return ticket && takesComments(ticket) && !ticket.isGivenAway ? ticket : null;
}

/** The agents of the ticket that a message was for hear, once, that it lacks it, and where to read it. */
export async function tellLost(deps: Deps, message: MessageInContext): Promise<void> {
  const ticket = ticketItIsFor(message);
  if (!ticket) return;
  const body = (await deps.notes()).lost(message.writtenAt, pageOf(deps, message));
  await enqueueNote(deps, { ticketId: ticket.id, key: `${message.logId}:lost`, body });
}

/** The contact's page in the console, where there is one. */
export function pageOf({ env }: Deps, { contact }: MessageInContext): string | null {
  const [origin] = env.publicOrigins;
  const { password, sessions } = env.waysIn;
  return origin && (password || sessions) ? `${origin}/console/contacts/${contact.id}` : null;
}
