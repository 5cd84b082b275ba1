import * as z from "zod/mini";
import { loadHeldReply } from "../db/messages/held-messages.ts";
import { insertInvitation } from "../db/messages/invitations.ts";
import { languageOf } from "../domain/replies/language-of.ts";
import type { Asked } from "../domain/wording/notes.ts";
import { defineTask } from "../tasks/define.ts";
import { enqueueNote } from "../tickets/enqueue-note.ts";

/** Tells the agent that a reply waits for the customer to write, and invites the customer by the approved template, once a day. */
export const announceHeld = defineTask({
  payload: z.object({ commentId: z.string() }),

  async handle({ commentId }, deps) {
    const held = await loadHeldReply(deps.db, commentId);
    if (!held) return "the customer has written meanwhile";
    const { ticketId, provider, logId, lastWrittenAt, lastWrittenId } = held;
    const language = languageOf(held.contact, deps.env.defaultLanguage);
    const template = deps.channel(provider).invitationTemplate(language, { "1": ticketId });
    const invited = template && (await insertInvitation(deps.db, { logId, lastWrittenId, template }));
    const notes = await deps.notes();
    const body = notes.held({ lastWrittenAt, asked: askedBy(invited) });
    await enqueueNote(deps, { ticketId, key: `${commentId}:${held.isAlone ? "alone:" : ""}held`, body });
    return `told on ticket ${ticketId} that a reply waits`;
  },
});

/** What asks the customer to write, in the note's terms. */
function askedBy(invited: Awaited<ReturnType<typeof insertInvitation>> | undefined): Asked {
  if (!invited) return "by nothing";
  if (invited.messageId === null) return invited.wasWrittenTo ? "by an agent's template" : "in vain";
  return invited.hasFailed ? "in vain" : "by an invitation";
}
