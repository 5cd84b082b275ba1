import type { HeldReply, TicketContact } from "../db/agent-replies.ts";
import { insertInvitation } from "../db/invitations.ts";
import type { Deps } from "../deps.ts";
import { NOTES } from "../domain/notes.ts";
import { enqueueNote } from "../notes/enqueue-note.ts";

/** Tells the agent that a reply waits for the customer to write, and invites the customer by the approved template, once a day. */
export async function announceHeld(
  deps: Deps,
  ticketId: string,
  { provider }: TicketContact,
  { commentId, logId, lastWrittenAt, lastWrittenId }: HeldReply,
): Promise<void> {
  const template = deps.channel(provider).invitationTemplate?.({ "1": ticketId });
  if (template) await insertInvitation(deps.db, { logId, lastWrittenId, template });
  const body = NOTES.held({ lastWrittenAt, isInvited: template !== undefined });
  await enqueueNote(deps, { ticketId, key: `${commentId}:held`, body });
}
