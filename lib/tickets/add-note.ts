import * as z from "zod/mini";
import { newestTick } from "../db/messages/reports.ts";
import { takesComments } from "../domain/ticket-status.ts";
import { defineTask } from "../tasks/define.ts";
import { findEarlier } from "./comment-once.ts";
import { answerHeard, sendRemembered } from "./lost-update.ts";

/** Writes an internal note on a ticket, once, and sets its tags and a field. A ticket that is closed or gone is left alone. */
export const addNote = defineTask({
  payload: z.object({
    ticketId: z.string(),
    key: z.string(),
    body: z.optional(z.string()),
    tags: z.optional(z.array(z.string())),
    tickField: z.optional(z.string()),
    /** Another field, and what it says from then on. */
    field: z.optional(z.object({ id: z.string(), value: z.string() })),
    /** An earlier attempt may have written it. */
    wasTried: z.optional(z.boolean()),
    calledAt: z.optional(z.nullable(z.number())),
  }),

  async handle({ ticketId, key, body, tags, tickField, field, wasTried, calledAt }, deps, task) {
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
    if (!takesComments(ticket)) return `ticket ${ticketId} is ${ticket.status}`;
    if (!tags) return `noted on ticket ${ticketId}`;
    await answerHeard(deps, task);
    await deps.zendesk.addTags(ticketId, tags);
    return `noted on ticket ${ticketId}`;
  },
});
