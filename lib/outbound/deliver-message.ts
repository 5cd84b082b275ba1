import * as z from "zod/mini";
import { holdMessage, releaseHeldMessages } from "../db/held-messages.ts";
import { endSend, knownMessageIds, releaseSend, type Send, takeSend } from "../db/sends.ts";
import type { Deps } from "../deps.ts";
import type { OutboundContent, OutboundFile, OutboundMessage } from "../domain/message.ts";
import type { MessageStatus } from "../domain/message-status.ts";
import { NotConfiguredError, UpstreamError } from "../errors.ts";
import { defineTask } from "../tasks/define.ts";

/** Sends one message, once. A send whose answer was lost is never repeated: its callback or a look at the provider's log settles it. */
export const deliverMessage = defineTask({
  payload: z.object({ logId: z.string() }),

  async handle({ logId }, deps) {
    const send = await takeSend(deps.db, logId);
    if (!send) return "the message was erased";
    if (send.taken) return handOver(deps, send);
    if (send.messageId || send.status !== "accepted") return `nothing to do: ${send.status}`;
    if (send.handedOverAt) return settleInterrupted(deps, send, send.handedOverAt);
    if (!send.isWelcome) {
      await endSend(deps.db, logId, {
        status: "canceled",
        errorCode: null,
        errorMessage: "The contact opted out.",
      });
      return "not sent: the contact opted out";
    }
    if (!send.isHeld) await holdMessage(deps.db, logId);
    // The customer may have written just now.
    await releaseHeldMessages(deps.db, send.contactId);
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

async function handOver(deps: Deps, send: Send): Promise<string> {
  try {
    const sent = await deps.channel(send.provider).send(outboundOf(send));
    switch (sent.outcome) {
      case "accepted":
        await recordAnswer(deps, send, sent);
        return `accepted: SID=${sent.messageId}`;
      case "rejected":
        await endSend(deps.db, send.logId, { status: "failed", ...sent });
        return `refused by ${send.provider} (${sent.errorCode})`;
      case "unsure":
        return "unsure: the answer was lost, so it is not sent again";
      default:
        return sent satisfies never;
    }
  } catch (error) {
    // Whatever was not processed may be sent again; only then is the message given back.
    const isUnsent = error instanceof UpstreamError || error instanceof NotConfiguredError;
    if (isUnsent) await releaseSend(deps.db, send.logId);
    throw error;
  }
}

/**
 * An earlier worker died between handing the message over and hearing the answer. The provider's own log knows whether
 * it arrived: then its id is ours; if not, it is sent now.
 */
async function settleInterrupted(deps: Deps, send: Send, handedOverAt: Date): Promise<string> {
  const found = await deps.channel(send.provider).findSent(outboundOf(send), handedOverAt);
  if (found === "unknown") return "unsure: nobody can say whether it was sent, so it is not sent again";
  const known = await knownMessageIds(
    deps.db,
    found.map(({ messageId }) => messageId),
  );
  const lost = found.find(({ messageId }) => !known.has(messageId));
  if (lost) {
    await recordAnswer(deps, send, lost);
    return `had been sent: SID=${lost.messageId}`;
  }
  await releaseSend(deps.db, send.logId);
  const again = await takeSend(deps.db, send.logId);
  return again?.taken ? handOver(deps, again) : "settled meanwhile";
}

/** The provider's answer is one more status of the message, and merges with callbacks that were faster. */
async function recordAnswer(deps: Deps, send: Send, answer: { messageId: string; status: MessageStatus }) {
  const { provider, logId } = send;
  const { messageId, status } = answer;
  await deps.recordStatuses([
    { provider, logId, messageId, status, at: "now", errorCode: null, errorMessage: null },
  ]);
}

function outboundOf(send: Send): OutboundMessage {
  const { logId, channel, to, sender } = send;
  return { logId, channel, to, sender, content: contentOf(send) };
}

function contentOf({ template, choices, media: [file], kind, body }: Send): OutboundContent {
  if (template) return template;
  if (choices) return { body, ...choices };
  if (!file) return { body };
  const { url: mediaUrl, filename } = file;
  // A file's row has the kind that WhatsApp takes it as.
  const mediaKind = kind as OutboundFile["mediaKind"];
  return { mediaUrl, mediaKind, ...(body && { caption: body }), ...(filename && { filename }) };
}
