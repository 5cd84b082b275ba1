import * as z from "zod/mini";
import { loadReported } from "../db/reports.ts";
import { NOTES } from "../domain/notes.ts";
import { mention } from "../domain/ticket-text.ts";
import { enqueueNote } from "../notes/enqueue-note.ts";
import { defineTask } from "../tasks/define.ts";

/** Tells the ticket, once each time, that a message of ours may not have arrived, and how to send it again; not where that is settled meanwhile. */
export const reportUnsure = defineTask({
  payload: z.object({ logId: z.string() }),

  async handle({ logId }, deps) {
    const message = await loadReported(deps.db, logId);
    if (!message) return "the message was erased";
    const { ticketId, unsureAt } = message;
    if (unsureAt === null) return "settled meanwhile";
    if (!ticketId) return "unconfirmed, on no ticket";
    const body = NOTES.unconfirmed(mention(message));
    await enqueueNote(deps, { ticketId, key: `${logId}:unconfirmed:${unsureAt}`, body });
    return `unconfirmed, told on ticket ${ticketId}`;
  },
});
