import * as z from "zod/mini";
import { loadMessageInContext } from "../db/messages/message-in-context.ts";
import { tellTicket } from "../db/messages/standby.ts";
import { takesComments } from "../domain/ticket-status.ts";
import { defineTask } from "../tasks/define.ts";

/** The contact's open ticket hears, once, what others wrote from our number. One that is being filed hears of it when it is. */
export const noteEcho = defineTask({
  payload: z.object({ logId: z.string() }),

  async handle({ logId }, deps) {
    const message = await loadMessageInContext(deps.db, logId);
    if (!message) return "the contact was erased";
    const { ticket, filing, via } = message;
    if (!ticket || !takesComments(ticket)) return filing ? "its ticket is being filed" : "no ticket is open";
    const notes = await deps.notes();
    const body = via === "standby" ? notes.byMetasAgent(message) : notes.inBusinessApp(message);
    await tellTicket(deps.db, { ids: [logId], ticketId: ticket.id, body });
    return `noted on ticket ${ticket.id}`;
  },
});
