import * as z from "zod/mini";
import { holdMessage, releaseHeldMessages } from "../db/held-messages.ts";
import { endSend, releaseSend, type Send, takeSend } from "../db/sends.ts";
import type { Deps } from "../deps.ts";
import { NotConfiguredError, UpstreamError } from "../errors.ts";
import { defineTask } from "../tasks/define.ts";
import { findInterrupted, handOver } from "./hand-over.ts";

/** Sends one message, once. A send whose answer was lost is never repeated: its callback or a look at the provider's log settles it. */
export const deliverMessage = defineTask({
  payload: z.object({ logId: z.string() }),

  async handle({ logId }, deps) {
    const message = await takeSend(deps.db, logId);
    if (!message) return "the message was erased";
    if (message.taken) return send(deps, message);
    if (message.messageId || message.status !== "accepted") return `nothing to do: ${message.status}`;
    if (message.handedOverAt) return settleInterrupted(deps, message, message.handedOverAt);
    if (!message.isWelcome) {
      await endSend(deps.db, logId, {
        status: "canceled",
        errorCode: null,
        errorMessage: "The contact opted out or is blocked.",
      });
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
  const again = await takeSend(deps.db, message.logId);
  return again?.taken ? send(deps, again) : "settled meanwhile";
}
