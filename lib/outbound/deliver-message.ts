import * as z from "zod/mini";
import { holdMessage, releaseHeldMessages } from "../db/held-messages.ts";
import { endSend, releaseSend, type Send, takeSend } from "../db/sends.ts";
import type { Deps } from "../deps.ts";
import { UNSENT } from "../domain/unsent.ts";
import { NotConfiguredError, UpstreamError } from "../errors.ts";
import { defineTask } from "../tasks/define.ts";
import { findInterrupted, handOver } from "./hand-over.ts";
import { isForAnother } from "./whose-ticket.ts";

/** Sends one message, once. A send whose answer was lost is never repeated: its callback or a look at the provider's log settles it. */
export const deliverMessage = defineTask({
  payload: z.object({ logId: z.string() }),

  async handle({ logId }, deps) {
    const first = await takeSend(deps.db, logId);
    const message = first && isStillToAsk(first) ? await takeAsked(deps, first) : first;
    if (!message) return "the message was erased";
    if (message === "for another") return "not sent: its ticket has another requester";
    if (message.taken) return send(deps, message);
    if (message.messageId || message.status !== "accepted") return `nothing to do: ${message.status}`;
    if (message.handedOverAt) return settleInterrupted(deps, message, message.handedOverAt);
    if (!message.isWelcome) {
      await endSend(deps.db, logId, { status: "canceled", ...UNSENT.unwelcome });
      return "not sent: the contact opted out or is blocked";
    }
    if (!message.isHeld) await holdMessage(deps.db, logId);
    // The customer may have written just now.
    await releaseHeldMessages(deps.db, message.contactId);
    return "waits for the customer to write: the service window is closed";
  },

  async onDead({ logId }, deps) {
    await endSend(deps.db, logId, {
      status: "failed",
      errorCode: null,
      errorMessage: "Given up after many attempts.",
    });
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

async function send(deps: Deps, message: Send): Promise<string> {
  try {
    return await handOver(deps, message);
  } catch (error) {
    // Whatever was not processed may be sent again; only then is the message given back.
    const isUnsent = error instanceof UpstreamError || error instanceof NotConfiguredError;
    if (isUnsent) await releaseSend(deps.db, message);
    throw error;
  }
}

/** An earlier worker died between handing the message over and hearing the answer: unless it arrived, it is sent now. */
async function settleInterrupted(deps: Deps, message: Send, handedOverAt: Date): Promise<string> {
  const { outcome, said } = await findInterrupted(deps, message, handedOverAt);
  if (outcome !== "was-not-sent") return said;
  await releaseSend(deps.db, message);
  // Whether it is for this contact was asked before it was handed over.
  const again = await takeSend(deps.db, message.logId, { asked: true });
  return again?.taken ? send(deps, again) : "settled meanwhile";
}
