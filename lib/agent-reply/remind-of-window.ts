import * as z from "zod/mini";
import { insertWindowReminder, loadWaiting } from "../db/messages/window-reminders.ts";
import { defineTask } from "../tasks/define.ts";
import { enqueueNote } from "../tickets/enqueue-note.ts";

/**
 * Reminds the agents of a ticket that waits for them an hour before WhatsApp takes no more free text; where they are not there then, before
 * they leave, or when they come back.
 */
export const remindOfWindow = defineTask({
  payload: z.object({ logId: z.string() }),

  async handle({ logId }, deps) {
    const waiting = await loadWaiting(deps.db, logId);
    if (!waiting) return "nobody waits for an agent";
    const { ticketId, closesAt, now } = waiting;
    const hasClosed = closesAt <= now;
    if (hasClosed && deps.env.businessHours.as === "off") return "the window has closed";
    const schedule = await deps.schedule();
    const { reminderAt } = await import("../domain/hours/reminder.ts");
    const at = reminderAt(schedule, waiting, now);
    if (at > now) {
      await insertWindowReminder(deps.db, logId, schedule && at);
      return "looks again: the customer wrote again, or agents are there later";
    }
    // Each message of the ticket that waits looks: one of them reminds.
    const key = `${ticketId}:window:${closesAt.getTime()}`;
    const notes = await deps.notes();
    const body = hasClosed ? notes.windowClosed(closesAt) : notes.windowCloses(closesAt);
    await enqueueNote(deps, { ticketId, key, body });
    return `reminded on ticket ${ticketId}`;
  },
});
