import * as z from "zod/mini";
import { stop } from "../commands/stop.ts";
import { releaseHeldMessages } from "../db/held-messages.ts";
import { insertTask } from "../db/tasks.ts";
import { loadMessageInContext, type MessageInContext } from "../db/tickets.ts";
import type { Deps } from "../deps.ts";
import { REPLIES } from "../domain/replies.ts";
import { lanes } from "../domain/task-kinds.ts";
import { enqueueReply } from "../outbound/enqueue-reply.ts";
import { defineTask } from "../tasks/define.ts";
import { decide } from "./decide.ts";
import { obeyCommand } from "./obey-command.ts";

/** Decides what becomes of a contact's message and promises it. Apart from a courtesy it calls no upstream, so it never waits for one. */
export const answerMessage = defineTask({
  payload: z.object({ logId: z.string() }),

  async handle({ logId }, deps, task) {
    const message = await loadMessageInContext(deps.db, logId);
    if (!message) return "the message was erased";
    if (task.attempts === 1) await showTyping(deps, message);
    const decision = decide(message, deps.env.rateLimits);
    const isStop = decision.do === "obey" && decision.command === stop;
    // Whatever waited for this customer to write may go now, before anything new; a STOP comes before it, and calls it off.
    const said = isStop ? await obeyCommand(deps, message, decision) : null;
    await releaseHeldMessages(deps.db, message.contact.id);
    if (said) return said;
    switch (decision.do) {
      case "ignore":
        return `ignored: ${decision.why}`;
      case "obey":
        return obeyCommand(deps, message, decision);
      case "log-only":
        await enqueueReply(deps, {
          answers: logId,
          purpose: "too-many",
          body: REPLIES.tooMany,
          dedupeKey: `too-many:${message.contact.id}:${message.writtenOn}`,
        });
        return `logged only: ${decision.why}`;
      case "ask-for-details":
        await enqueueReply(deps, { answers: logId, purpose: "more-details", body: REPLIES.moreDetails });
        return "asked for details";
      case "file":
        if (decision.sayDelayed) {
          await enqueueReply(deps, {
            answers: logId,
            purpose: "ticket-delayed",
            body: REPLIES.ticketDelayed,
          });
        }
        // A lane of its own: a ticket that has to wait never holds up an answer.
        await insertTask(deps.db, {
          kind: "file-message",
          lane: lanes.filing(message.contact.id),
          dedupeKey: logId,
          upstream: "zendesk",
          payload: { logId },
        });
        return "to be filed in Zendesk";
      default:
        return decision satisfies never;
    }
  },
});

/** A courtesy: the customer sees that the message was read. Nothing depends on it, so nothing waits for it twice. */
async function showTyping(deps: Deps, { provider, messageId }: MessageInContext): Promise<void> {
  if (!messageId) return;
  await deps
    .channel(provider)
    .showTyping(messageId)
    .catch(() => deps.log.info(`${provider} did not show that a message was read`));
}
