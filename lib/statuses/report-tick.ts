import * as z from "zod/mini";
import { loadReported } from "../db/messages/reports.ts";
import { defineTask } from "../tasks/define.ts";
import { enqueueNote } from "../tickets/enqueue-note.ts";

/** Shows on the ticket, as ZENDESK_TICKS asks, that an agent's reply was delivered or read. */
export const reportTick = defineTask({
  payload: z.object({ logId: z.string() }),

  async handle({ logId }, deps) {
    const { ticks } = deps.env;
    const message = await loadReported(deps.db, logId);
    if (!message?.ticketId || !message.endsReply) return "not the end of an agent's reply";
    const { ticketId, readAt, deliveredAt } = message;
    const at = readAt ?? deliveredAt;
    if (ticks.as === "off" || !at) return "nothing to show";
    const value = readAt ? "read" : "delivered";
    const key = `${logId}:${value}`;
    if (ticks.as === "field") {
      await enqueueNote(deps, { ticketId, key, tickField: ticks.fieldId });
    } else {
      const notes = await deps.notes();
      const what = notes.mention(message);
      await enqueueNote(deps, { ticketId, key, body: notes[value](what, at, message.parts) });
    }
    return `${value}, shown on ticket ${ticketId}`;
  },
});
