import * as z from "zod/mini";
import { newestTick } from "../db/reports.ts";
import { rememberInTask } from "../db/tasks.ts";
import { takesComments } from "../domain/ticket-status.ts";
import { TakenOverError } from "../errors.ts";
import { defineTask } from "../tasks/define.ts";

/** Writes an internal note on a ticket, once, and sets its tags and its field for ticks. A ticket that is closed or gone is left alone. */
export const addNote = defineTask({
  payload: z.object({
    ticketId: z.string(),
    key: z.string(),
    body: z.optional(z.string()),
    tags: z.optional(z.array(z.string())),
    tickField: z.optional(z.string()),
    /** An earlier attempt may have written it: Zendesk knows no idempotency key for comments, so look first. */
    wasTried: z.optional(z.boolean()),
  }),

  async handle({ ticketId, key, body, tags, tickField, wasTried }, deps, task) {
    // Looked up now: a ticket's notes are written one after another, so that the field never goes back.
    const tick = tickField && (await newestTick(deps.db, ticketId));
    if (tickField && !tick) return "the contact was erased";
    const reference = `Ref ${key}`;
    const before =
      wasTried && body
        ? await deps.zendesk.findComment(ticketId, { text: reference, since: task.createdAt })
        : null;
    if (before === null && !(await rememberInTask(deps.db, task, { wasTried: true }))) {
      throw new TakenOverError("another worker has this task");
    }
    const ticket =
      before ??
      (await deps.zendesk.annotate(ticketId, {
        ...(body && { note: `${body}\n\n${reference}` }),
        ...(tick && { field: { id: tickField, value: tick } }),
      }));
    if (!takesComments(ticket)) return `ticket ${ticketId} is ${ticket.status}`;
    if (tags) await deps.zendesk.addTags(ticketId, tags);
    return `noted on ticket ${ticketId}`;
  },
});
