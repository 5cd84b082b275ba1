import * as z from "zod/mini";
import { insertWindowReminder, loadClosingWindow } from "../db/messages/window-reminders.ts";
import { defineTask } from "../tasks/define.ts";
import { enqueueNote } from "../tickets/enqueue-note.ts";

/** Reminds the agents of a ticket that waits for them an hour before WhatsApp takes no more free text. */
export const remindOfWindow = defineTask({
  payload: z.object({ logId: z.string() }),

  async handle({ logId }, deps) {
    const closing = await loadClosingWindow(deps.db, logId);
    if (!closing) return "nobody waits for an agent";
    const { ticketId, closesAt, isLater } = closing;
    if (isLater) {
      await insertWindowReminder(deps.db, logId);
      return "the customer wrote again: looks again before that window closes";
    }
    // Each message of the ticket that waits looks: one of them reminds.
    const key = `${ticketId}:window:${closesAt.getTime()}`;
    await enqueueNote(deps, { ticketId, key, body: (await deps.notes()).windowCloses(closesAt) });
    return `reminded on ticket ${ticketId}`;
  },
});
