import * as z from "zod/mini";
import { loadClosingWindow } from "../db/window-reminders.ts";
import { NOTES } from "../domain/notes.ts";
import { enqueueNote } from "../notes/enqueue-note.ts";
import { defineTask } from "../tasks/define.ts";

/** Reminds the agents of a ticket that waits for them an hour before WhatsApp takes no more free text. */
export const remindOfWindow = defineTask({
  payload: z.object({ logId: z.string() }),

  async handle({ logId }, deps) {
    const closing = await loadClosingWindow(deps.db, logId);
    if (!closing) return "nobody waits for an agent";
    const { ticketId, closesAt } = closing;
    await enqueueNote(deps, { ticketId, key: `${logId}:window`, body: NOTES.windowCloses(closesAt) });
    return `reminded on ticket ${ticketId}`;
  },
});
