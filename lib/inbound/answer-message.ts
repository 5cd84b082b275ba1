import * as z from "zod/mini";
import { commandsWhile } from "../commands/index.ts";
import { releaseHeldMessages } from "../db/messages/held-messages.ts";
import { loadMessageInContext, type MessageInContext } from "../db/messages/message-in-context.ts";
import { promising } from "../db/tasks/tasks.ts";
import { SAYS_NOTHING } from "../domain/message.ts";
import { takesComments } from "../domain/ticket-status.ts";
import { enqueueReply, type Reply, replying } from "../outbound/enqueue-reply.ts";
import { repliesTo } from "../outbound/replies-to.ts";
import { showTyping } from "../outbound/show-typing.ts";
import type { Deps } from "../ports.ts";
import { takeAnswer } from "../ratings/take-answer.ts";
import { defineTask, type Outcome } from "../tasks/define.ts";
import { tellLost } from "../tickets/tell-lost.ts";
import { askFirst, isAssistantOn } from "./ask-first.ts";
import { type Decision, decide, type Given } from "./decide.ts";
import { hearLanguage } from "./hear-language.ts";
import { obeyCommand } from "./obey-command.ts";

/** Decides what becomes of a contact's message and promises it. It calls no upstream; a courtesy goes beside it, and has a second. */
export const answerMessage = defineTask({
  payload: z.object({ logId: z.string() }),

  async handle({ logId }, deps, task, ahead) {
    const message = ahead.message ?? (await loadMessageInContext(deps.db, logId));
    if (!message) return "the message was erased";
    const isOn = await isAssistantOn(deps);
    // As the business words them, which is what the contact was shown.
    const labels = message.rating && (await repliesTo(deps, message.contact));
    const given = { commands: commandsWhile({ isAssistantOn: isOn }), isAssistantOn: isOn, labels };
    const decision = decide(message, deps.env.rateLimits, given);
    const isShown = task.attempts === 1 && isForUs(decision, message) && !message.providerPaused;
    // Begun at once, to be seen before the answer, and waited for when all that was promised stands.
    const shown = isShown ? showTyping(deps, message) : undefined;
    // Whatever waited for this customer to write may go now, before anything new; whether it may, STOP and START decide first.
    const decidesConsent = decision.do === "obey" && decision.command.isAlwaysHeard;
    // While Meta's agent answers, what waits goes on waiting.
    const isOurs = !message.contact.heldByAgent;
    if (isOurs && !decidesConsent && message.isAwaited)
      await releaseHeldMessages(deps.db, message.contact.id);
    // In the language of this very message, already.
    const heard = decision.do === "ignore" ? message : await hearLanguage(deps, message);
    const outcome = await carryOut(deps, heard, decision, given);
    if (isOurs && decidesConsent) await releaseHeldMessages(deps.db, message.contact.id);
    if (typeof outcome === "object" && "promises" in outcome) return { ...outcome, beside: shown };
    await shown;
    return outcome;
  },

  async onDead({ logId }, deps) {
    deps.log.error("A customer's message was given up unanswered: see why at /console/tasks", { logId });
    const message = await loadMessageInContext(deps.db, logId);
    if (!message || message.isPromised || message.command !== null) return;
    if (message.via !== null || message.contact.heldByAgent || SAYS_NOTHING.has(message.kind)) return;
    const { unanswered } = await repliesTo(deps, message.contact);
    await enqueueReply(deps, { answers: logId, purpose: "unanswered", body: unanswered });
    await tellLost(deps, message);
  },
});

async function carryOut(
  deps: Deps,
  message: MessageInContext,
  decision: Decision,
  given: Given,
): Promise<Outcome> {
  const { logId, contact } = message;
  const replies = await repliesTo(deps, contact);
  switch (decision.do) {
    case "ignore":
      return `ignored: ${decision.why}`;
    case "obey": {
      const { commands } = given;
      const obeyed = await obeyCommand(deps, message, { ...decision, commands, replies });
      if (obeyed !== null) return obeyed;
      const others = { ...given, commands: commands.filter((one) => one !== decision.command) };
      return carryOut(deps, message, decide(message, deps.env.rateLimits, others), others);
    }
    case "rate":
    case "take-words":
      return takeAnswer(deps, message, decision, replies);
    case "log-only":
      await enqueueReply(deps, {
        answers: logId,
        purpose: "too-many",
        body: replies.tooMany,
        dedupeKey: `too-many:${contact.id}:${message.writtenOn}`,
      });
      return `logged only: ${decision.why}`;
    case "ask-for-details":
      await enqueueReply(deps, { answers: logId, purpose: "more-details", body: replies.moreDetails });
      return "asked for details";
    case "file": {
      // What belongs on an open ticket stands there in any case.
      if ((await askFirst(deps, message)) && !takesComments(message.ticket))
        return "to be answered by the assistant";
      const delayed: Reply = { answers: logId, purpose: "ticket-delayed", body: replies.ticketDelayed };
      // A lane of its own: a ticket that has to wait never holds up an answer.
      const filed = promising("file-message", { contactId: contact.id, key: logId, payload: { logId } });
      return {
        said: "to be filed in Zendesk",
        promises: decision.sayDelayed ? [replying(delayed), filed] : [filed],
      };
    }
    default:
      return decision satisfies never;
  }
}

/** Somebody, or something, of ours reads it, and the contact wants to see signs of us. */
function isForUs(decision: Decision, { contact }: MessageInContext): boolean {
  return decision.do !== "ignore" && decision.do !== "log-only" && !contact.optedOut && !contact.heldByAgent;
}
