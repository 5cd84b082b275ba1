import * as z from "zod/mini";
import { rememberInTask } from "../db/tasks.ts";
import { takesComments } from "../domain/ticket-status.ts";
import { TakenOverError } from "../errors.ts";
import { defineTask } from "../tasks/define.ts";

/** Writes an internal note on a ticket, once, and sets its tags and field. A ticket that is closed or gone is left alone. */
export const addNote = defineTask({
  payload: z.object({
    ticketId: z.string(),
    key: z.string(),
    body: z.optional(z.string()),
    tags: z.optional(z.array(z.string())),
    field: z.optional(z.object({ id: z.string(), value: z.string() })),
    /** An earlier attempt may have written it: Zendesk knows no idempotency key for comments, so look first. */
    wasTried: z.optional(z.boolean()),
  }),

  async handle({ ticketId, key, body, tags, field, wasTried }, deps, task) {
    const reference = `Ref ${key}`;
    const before = wasTried && body ? await deps.zendesk.findComment(ticketId, reference) : null;
    if (before === null && !(await rememberInTask(deps.db, task, { wasTried: true }))) {
      throw new TakenOverError("another worker has this task");
    }
    const ticket =
      before ??
      (await deps.zendesk.annotate(ticketId, {
        ...(body && { note: `${body}\n\n${reference}` }),
        ...(field && { field }),
      }));
    if (!takesComments(ticket)) return `ticket ${ticketId} is ${ticket.status}`;
    if (tags) await deps.zendesk.addTags(ticketId, tags);
    return `noted on ticket ${ticketId}`;
  },
});
