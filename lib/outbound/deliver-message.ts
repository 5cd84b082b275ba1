import * as z from "zod/mini";
import { holdMessage, releaseHeldMessages } from "../db/messages/held-messages.ts";
import { endSend, releaseSend, type Send, takeSend } from "../db/messages/sends.ts";
import { recordUnconfirmed } from "../db/messages/unconfirmed-sends.ts";
import { withdrawQuestion } from "../db/ratings/questions.ts";
import { type ClaimedTask, rememberInTask } from "../db/tasks/tasks.ts";
import { noteWaiting } from "../db/tasks/wait-notes.ts";
import {
  LOOKED_UP_AGAIN_SECONDS,
  MOST_HAND_OVERS,
  nextGlanceInSeconds,
} from "../domain/tasks/lost-answers.ts";
import { UNSENT } from "../domain/wording/unsent.ts";
import { NotConfiguredError, UpstreamError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { defineTask, type Outcome, type Unfinished } from "../tasks/define.ts";
import { lookUpSend, passOn } from "./hand-to-provider.ts";
import { isForAnother } from "./whose-ticket.ts";

/**
 * Sends one message, once. While its answer is missing the task goes on later, in front of its lane: a callback settles it, or after a
 * minute a look at the provider's log. It is sent again only if it is not there, and nothing that could be it.
 */
export const deliverMessage = defineTask({
  payload: z.object({
    logId: z.string(),
    /** The assistant's answer: it goes while no person has the conversation. */
    isAssistants: z.optional(z.boolean()),
    /** Asks how the help was with a ticket: while it is solved, and never later than free text may. */
    asksRating: z.optional(z.boolean()),
    /** Hand-overs that never arrived. */
    lost: z.optional(z.number()),
  }),

  async handle({ logId, isAssistants, asksRating, lost = 0 }, deps, task) {
    if (asksRating && (await withdrawQuestion(deps.db, logId)))
      return "not asked: the ticket is open again, or the window closed";
    const first = await takeSend(deps.db, logId, { isAssistants });
    const message = first && isStillToAsk(first) ? await takeAsked(deps, first) : first;
    if (!message) return "the message was erased";
    if (message === "for another") return "not sent: its ticket has another requester";
    if (message.taken) return send(deps, message);
    if (message.messageId || message.status !== "accepted") return `nothing to do: ${message.status}`;
    if (message.isUnconfirmed) return "unconfirmed: only a callback, or a person, decides";
    if (message.handedOverAt) return lookUp(deps, message, message.handedOverAt, { lost: lost + 1, task });
    if (!message.isWelcome) {
      await endSend(deps.db, logId, { status: "canceled", ...UNSENT.unwelcome });
      return "not sent: the contact opted out or is blocked";
    }
    if (isAssistants) {
      await endSend(deps.db, logId, { status: "canceled", ...UNSENT.overtaken });
      return "not sent: too late, or a person has the conversation";
    }
    if (!message.isHeld) await holdMessage(deps.db, logId);
    // The customer may have written just now.
    await releaseHeldMessages(deps.db, message.contactId);
    return "waits for the customer to write: the service window is closed";
  },

  async onDead({ logId }, deps) {
    // Whoever died over the look does not know either. What was given back each time was certainly not sent.
    if (await recordUnconfirmed(deps.db, { logId })) return;
    await endSend(deps.db, logId, { status: "failed", ...UNSENT.givenUp });
  },
});

/** Nothing else keeps it from going. */
function isStillToAsk({ waitedOnTicket, taken, isWelcome, isHeld, ...message }: Send): boolean {
  const isUnsent = message.status === "accepted" && !message.messageId && !message.handedOverAt;
  return waitedOnTicket !== null && !taken && isWelcome && !isHeld && isUnsent;
}

/** A reply may have waited for days, and its ticket may have been given to somebody else meanwhile. */
async function takeAsked(deps: Deps, { logId, waitedOnTicket }: Send) {
  if (waitedOnTicket !== null && (await isForAnother(deps, waitedOnTicket))) {
    await endSend(deps.db, logId, { status: "canceled", ...UNSENT.forAnother });
    return "for another" as const;
  }
  return takeSend(deps.db, logId, { asked: true });
}

async function send(deps: Deps, message: Send): Promise<Outcome> {
  try {
    const handed = await passOn(deps, message);
    if (handed.outcome === "accepted") return handed;
    const { said, outcome } = handed;
    if (outcome === "not-begun") await releaseSend(deps.db, message);
    if (outcome === "settled") return said;
    return { said, againInSeconds: outcome === "lost" ? (nextGlanceInSeconds(0) ?? 0) : 0 };
  } catch (error) {
    // Whatever was not processed may be sent again; only then is the message given back.
    const isUnsent = error instanceof UpstreamError || error instanceof NotConfiguredError;
    if (isUnsent) await releaseSend(deps.db, message);
    if (isAway(error))
      await noteWaiting(deps.db, { logId: message.logId }, (await deps.notes()).providerAway);
    throw error;
  }
}

/** It may be long until anything gets through: the agent must not believe that the reply went out. */
function isAway(error: unknown): boolean {
  if (error instanceof NotConfiguredError) return true;
  return error instanceof UpstreamError && (error.failure === "unauthorized" || error.failure === "away");
}

/**
 * It was handed over, and its answer is missing: once it is old enough, it is looked up. If it never arrived, all is decided anew: the
 * customer may have written STOP meanwhile, the service window closed, the ticket gone to somebody else.
 */
async function lookUp(
  deps: Deps,
  message: Send,
  handedOverAt: Date,
  { lost, task }: { lost: number; task: ClaimedTask },
): Promise<string | Unfinished> {
  const nextGlance = nextGlanceInSeconds(message.handedOverSeconds ?? 0);
  if (nextGlance !== null) return { said: "its answer is missing yet", againInSeconds: nextGlance };
  const { outcome, said } = await lookUpSend(deps, message, handedOverAt);
  if (outcome === "later") return { said, againInSeconds: LOOKED_UP_AGAIN_SECONDS };
  if (outcome !== "was-not-sent") return said;
  if (lost >= MOST_HAND_OVERS && (await recordUnconfirmed(deps.db, message)))
    return "unconfirmed: it never arrived, time after time, and a person decides";
  await rememberInTask(deps.db, task, { lost });
  await releaseSend(deps.db, message);
  return { said, againInSeconds: 0 };
}
