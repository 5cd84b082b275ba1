import * as z from "zod/mini";
import { loadMessageInContext } from "../db/messages/message-in-context.ts";
import { UpstreamError } from "../errors.ts";
import { defineTask } from "../tasks/define.ts";
import { ageSeconds, bringLate } from "./attach-media.ts";
import { commentOnce, findEarlier } from "./comment-once.ts";
import { endUserOf } from "./end-user.ts";
import { enqueueNote } from "./enqueue-note.ts";
import { pageOf } from "./tell-lost.ts";

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
    const { ticketId } = message;
    const name = `attachment ${index + 1}`;
    const earlier = { ...sent, task, reference: `Ref ${logId} (${name})` };
    if (await findEarlier(deps, earlier)) return `${name} was on ticket ${ticketId} before`;
    const { id: requesterId, toStore } = await endUserOf(deps, message);
    const { isMade } = await commentOnce(deps, {
      ...{ ...earlier, message, ticketId },
      requesterId,
      toStore,
      async compose() {
        const { lateAttachment } = await deps.notes();
        const brought = await bringLate(deps, message, { media, ...patience(ageSeconds(task)) });
        if ("token" in brought)
          return { body: lateAttachment(index, null), uploads: [brought.token], late: [] };
        return { body: lateAttachment(index, brought.why), uploads: [], late: [] };
      },
    });
    if (isMade) return `${name} on ticket ${ticketId}`;
    throw new UpstreamError("zendesk", "rejected", { reason: `ticket ${ticketId} takes no more comments` });
  },

  async onDead({ logId, index }, deps) {
    const message = await loadMessageInContext(deps.db, logId);
    if (!message?.ticketId) return;
    const { ticketId, writtenAt } = message;
    const body = (await deps.notes()).attachmentLost(index, writtenAt, pageOf(deps, message));
    await enqueueNote(deps, { ticketId, key: `${logId}:${index}:lost`, body });
  },
});

const HOUR = 60 * 60;

/** For three days, each time after as long as it has waited already: soon at first, a few times a day in the end. */
function patience(age: number) {
  return { isLast: age > 72 * HOUR, againInSeconds: Math.min(Math.max(age, 5), 8 * HOUR) };
}
