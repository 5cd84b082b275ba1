import * as z from "zod/mini";
import { loadMessageInContext } from "../db/tickets.ts";
import { UpstreamError } from "../errors.ts";
import { defineTask } from "../tasks/define.ts";
import { bringAttachment } from "./attach-media.ts";
import { commentOnce, findEarlier } from "./comment-once.ts";
import { endUserOf } from "./end-user.ts";

/** Adds an attachment that could not be had in time to its message's ticket, once, as a comment of its own. */
export const attachLate = defineTask({
  payload: z.object({
    logId: z.string(),
    index: z.number(),
    commentingOn: z.optional(z.string()),
    calledAt: z.optional(z.nullable(z.number())),
  }),

  async handle({ logId, index, ...sent }, deps, task) {
    const message = await loadMessageInContext(deps.db, logId);
    const media = message?.media[index];
    if (!message?.ticketId || !media) return "the message was erased";
    const { ticketId, provider } = message;
    const name = `attachment ${index + 1}`;
    const earlier = { ...sent, task, reference: `Ref ${logId} (${name})` };
    if (await findEarlier(deps, earlier)) return `${name} was on ticket ${ticketId} before`;
    const { isMade } = await commentOnce(deps, {
      ...{ ...earlier, message, ticketId },
      requesterId: await endUserOf(deps, message),
      async compose() {
        const body = `A${name.slice(1)} of an earlier message`;
        const brought = await bringAttachment(deps, message, media, {});
        if ("token" in brought) return { body, uploads: [brought.token], late: [] };
        if (brought.isLate) throw new UpstreamError(provider, "unavailable", { reason: brought.why });
        return { body: `${body} could not be attached: ${brought.why}`, uploads: [], late: [] };
      },
    });
    return isMade ? `${name} on ticket ${ticketId}` : `ticket ${ticketId} takes no more comments`;
  },
});
