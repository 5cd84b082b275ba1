import * as z from "zod/mini";
import { defineTask } from "../tasks/define.ts";
import { enqueueNote } from "../tickets/enqueue-note.ts";

/**
 * Sends the templates that a ticket's tags ask for, once each, and takes those tags away. A ticket has one such task, in no lane, which
 * each ring about such tags begins anew: what is pending outlives that, so that a tag that could not be taken away sends nothing twice.
 */
export const sendTagged = defineTask({
  payload: z.object({
    ticketId: z.string(),
    /** When it rang last. */
    at: z.string(),
    /** Zendesk's id of whoever set the tags, where it was told. */
    taggedBy: z.optional(z.nullable(z.string())),
    /** What each tag asked for, as far as it is on its way. */
    pending: z.optional(
      z.record(
        z.string(),
        z.object({ key: z.string(), isOver: z.boolean(), stays: z.optional(z.boolean()) }),
      ),
    ),
    /** It rang again after this task was given up. */
    hasDied: z.optional(z.boolean()),
  }),

  async handle(payload, deps, task) {
    // For this task alone: no cold start should pay for it.
    const { obeyTags } = await import("./obey-tags.ts");
    return obeyTags(deps, task, payload);
  },

  async onDead({ ticketId, at }, deps) {
    const { tagsUnread: body } = (await deps.notes()).fromTicket;
    await enqueueNote(deps, { ticketId, key: `${ticketId}:tagged:${at}`, body });
  },
});
