import * as z from "zod/mini";
import { loadReported } from "../db/messages/reports.ts";
import { wasNoted } from "../db/messages/unconfirmed-sends.ts";
import { stageOf, WENT_OUT } from "../domain/message-status.ts";
import { defineTask } from "../tasks/define.ts";
import { enqueueNote } from "../tickets/enqueue-note.ts";
import { handOverAnswer } from "../tickets/hand-over-undelivered.ts";

/**
 * Tells the ticket, once each time, that a message of ours may not have arrived, and how to send it again; and once, where a callback has
 * settled it since, that it was sent after all.
 */
export const reportUnconfirmed = defineTask({
  payload: z.object({ logId: z.string() }),

  async handle({ logId }, deps) {
    const message = await loadReported(deps.db, logId);
    if (!message) return "the message was erased";
    const { ticketId, unconfirmedAt, isUnconfirmed, status } = message;
    const key = `${logId}:unconfirmed:${unconfirmedAt}`;
    if (isUnconfirmed && message.turnId) await handOverAnswer(deps, message.turnId);
    if (!ticketId) return "on no ticket";
    const notes = await deps.notes();
    const what = notes.mention(message);
    if (isUnconfirmed) {
      await enqueueNote(deps, { ticketId, key, body: notes.unconfirmed(what) });
      return `unconfirmed, told on ticket ${ticketId}`;
    }
    // Its lane is the message's: the first note was promised before this asks.
    if (!WENT_OUT.includes(stageOf(status)) || !(await wasNoted(deps.db, key)))
      return "settled, and nobody was told otherwise";
    await enqueueNote(deps, { ticketId, key: `${logId}:confirmed`, body: notes.confirmed(what) });
    return `sent after all, told on ticket ${ticketId}`;
  },
});
