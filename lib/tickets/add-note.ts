import * as z from "zod/mini";
import { loadMessageInContext } from "../db/messages/message-in-context.ts";
import { newestTick } from "../db/messages/reports.ts";
import { insertTask } from "../db/tasks/tasks.ts";
import { takesComments } from "../domain/ticket-status.ts";
import type { Deps } from "../ports.ts";
import { defineTask } from "../tasks/define.ts";
import { findEarlier } from "./comment-once.ts";
import { answerHeard, sendRemembered } from "./lost-update.ts";

/** Writes an internal note on a ticket, once, and sets its tags and a field. A ticket that is closed or gone is left alone; what a contact wrote is filed then. */
export const addNote = defineTask({
  payload: z.object({
    ticketId: z.string(),
    key: z.string(),
    body: z.optional(z.string()),
    tags: z.optional(z.array(z.string())),
    tickField: z.optional(z.string()),
    /** Another field, and what it says from then on. */
    field: z.optional(z.object({ id: z.string(), value: z.string() })),
    /** The contact's message that the note repeats. */
    repeats: z.optional(z.string()),
    /** An earlier attempt may have written it. */
    wasTried: z.optional(z.boolean()),
    calledAt: z.optional(z.nullable(z.number())),
  }),

  async handle({ ticketId, key, body, tags, tickField, field, repeats, wasTried, calledAt }, deps, task) {
    const reference = `Ref ${key}`;
    // Asked for a field as well, which has no comment: a value that comes about late would undo a newer one.
    const commentingOn = wasTried && body ? ticketId : undefined;
    const before = await findEarlier(deps, { commentingOn, calledAt, task, reference });
    // Looked up now: a ticket's notes are written one after another, so that the field never goes back.
    const tick = tickField && (await newestTick(deps.db, ticketId));
    if (tickField && !tick) return "the contact was erased";
    const ticket =
      before ??
      (await sendRemembered(deps, { task, memory: { wasTried: true } }, () =>
        deps.zendesk.annotate(ticketId, {
          ...(body && { note: `${body}\n\n${reference}` }),
          ...(field && { field }),
          ...(tick && { field: { id: tickField, value: tick } }),
        }),
      ));
    if (!takesComments(ticket)) {
      const isNoted = before?.status === "closed";
      if (repeats && !isNoted) await promiseFiling(deps, repeats);
      return `ticket ${ticketId} is ${ticket.status}`;
    }
    if (!tags) return `noted on ticket ${ticketId}`;
    await answerHeard(deps, task);
    await deps.zendesk.addTags(ticketId, tags);
    return `noted on ticket ${ticketId}`;
  },
});

/** A contact's message is filed as any other, since it would be read by nobody. */
async function promiseFiling(deps: Deps, logId: string): Promise<void> {
  const message = await loadMessageInContext(deps.db, logId);
  if (!message) return;
  await insertTask(deps.db, "file-message", {
    contactId: message.contact.id,
    key: logId,
    payload: { logId },
  });
}
