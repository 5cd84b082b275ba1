import { endSend, knownMessageIds, recordUnsure, type Send } from "../db/sends.ts";
import type { Deps } from "../deps.ts";
import { maskedId } from "../domain/address.ts";
import type { OutboundContent, OutboundFile, OutboundMessage } from "../domain/message.ts";
import type { MessageStatus } from "../domain/message-status.ts";
import { StatementError } from "../errors.ts";

/**
 * Hands a message that was taken for sending to its provider and records the answer: accepted, refused, or lost, in which case it is
 * not sent again.
 * @throws {UpstreamError} when it was certainly not processed: the caller gives it back
 */
export async function handOver(deps: Deps, send: Send): Promise<string> {
  const sent = await deps.channel(send.provider).send(outboundOf(send));
  switch (sent.outcome) {
    case "accepted":
      await recordAnswer(deps, send, sent);
      return `accepted: SID=${maskedId(sent.messageId)}`;
    case "rejected":
      await endSend(deps.db, send.logId, { status: "failed", ...sent });
      return `refused by ${send.provider} (${sent.errorCode})`;
    case "unsure":
      await recordUnsure(deps.db, send.logId);
      return "unsure: the answer was lost, so it is not sent again";
    default:
      return sent satisfies never;
  }
}

/**
 * Looks whether a message whose sender died before it heard the answer arrived all the same: the provider's own log knows. Then
 * its id is recorded; where nobody can say, it counts as unsure.
 * @throws {UpstreamError}
 */
export async function findInterrupted(
  deps: Deps,
  send: Send,
  handedOverAt: Date,
): Promise<{ outcome: "was-sent" | "was-not-sent" | "unsure"; said: string }> {
  const found = await deps.channel(send.provider).findSent(outboundOf(send), handedOverAt);
  if (found === "unknown") {
    await recordUnsure(deps.db, send.logId);
    return { outcome: "unsure", said: "unsure: nobody can say whether it was sent, so it is not sent again" };
  }
  const known = await knownMessageIds(
    deps.db,
    found.map(({ messageId }) => messageId),
  );
  const lost = found.find(({ messageId }) => !known.has(messageId));
  if (!lost) return { outcome: "was-not-sent", said: "had not been sent" };
  await recordAnswer(deps, send, lost);
  return { outcome: "was-sent", said: `had been sent: SID=${maskedId(lost.messageId)}` };
}

/** The provider's answer is one more status of the message, and merges with callbacks that were faster. */
async function recordAnswer(deps: Deps, send: Send, answer: { messageId: string; status: MessageStatus }) {
  const { provider, logId } = send;
  const { messageId, status } = answer;
  const { refused } = await deps.recordStatuses([
    { provider, logId, messageId, status, at: "now", errorCode: null, errorMessage: null },
  ]);
  if (refused[0]) throw new StatementError(`what ${provider} answered cannot be stored: ${refused[0].why}`);
}

function outboundOf(send: Send): OutboundMessage {
  const { logId, channel, to, sender, template, body } = send;
  return { logId, channel, to, sender, content: contentOf(send), ...(template && { templateText: body }) };
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
