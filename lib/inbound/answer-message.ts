import * as z from "zod/mini";
import { insertTask } from "../db/tasks.ts";
import { loadMessageInContext } from "../db/tickets.ts";
import { REPLIES } from "../domain/replies.ts";
import { lanes } from "../domain/task-kinds.ts";
import { enqueueReply } from "../outbound/enqueue-reply.ts";
import { defineTask } from "../tasks/define.ts";
import { decide } from "./decide.ts";

/** Decides what becomes of a contact's message and promises it. Calls no upstream, so it never waits for one. */
export const answerMessage = defineTask({
  payload: z.object({ logId: z.string() }),

  async handle({ logId }, deps) {
    const message = await loadMessageInContext(deps.db, logId);
    if (!message) return "the message was erased";
    const decision = decide(message);
    switch (decision.do) {
      case "ignore":
        return `ignored: ${decision.why}`;
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
