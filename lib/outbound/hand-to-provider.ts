import { endSend, type Send } from "../db/messages/sends.ts";
import {
  knownMessageIds,
  recordUnconfirmed,
  unansweredBesideSeconds,
} from "../db/messages/unconfirmed-sends.ts";
import { maskedId } from "../domain/address.ts";
import type { OutboundContent, OutboundFile, OutboundMessage } from "../domain/message.ts";
import type { MessageStatus, StatusUpdate } from "../domain/message-status.ts";
import { BEGINS_WITHIN_SECONDS, LOOKED_UP_AFTER_SECONDS } from "../domain/tasks/lost-answers.ts";
import { StatementError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { recordingStatus } from "../statuses/record-status.ts";
import type { Promising } from "../tasks/define.ts";

/** What came of handing a message over: settled; lost, so that its row must be looked at later; or not begun, so that it is given back. */
export type HandedOver =
  | { said: string; outcome: "settled" | "lost" | "not-begun" }
  /** It is settled once its provider's answer is recorded: by these statements, or else alone. */
  | (Promising & { outcome: "accepted"; alone(): Promise<unknown> });

type Handing = Pick<Deps, "db" | "env" | "channel" | "recordStatuses">;

/** The same as `passOn`, with the answer recorded. */
export async function handOver(deps: Handing, send: Send) {
  const handed = await passOn(deps, send);
  if (handed.outcome !== "accepted") return handed;
  await handed.alone();
  return { said: handed.said, outcome: "settled" as const };
}

/**
 * Hands a message that was taken for sending to its provider: accepted, which is still to be recorded, or refused. A lost answer leaves the row as
 * it is, as does a worker that dies here: both are looked up later. Who was frozen since the message was taken does not begin.
 * @throws {UpstreamError} when it was certainly not processed: the caller gives it back
 */
export async function passOn(deps: Handing, send: Send): Promise<HandedOver> {
  if (Date.now() - send.askedAt > BEGINS_WITHIN_SECONDS * 1000) {
    return { said: "taken too long ago to be handed over now", outcome: "not-begun" };
  }
  const sent = await deps.channel(send.provider).send(outboundOf(send));
  switch (sent.outcome) {
    case "accepted":
      return {
        said: `accepted: SID=${maskedId(sent.messageId)}`,
        outcome: "accepted",
        promises: [recordingStatus(deps.env, answerOf(send, sent))],
        alone: () => recordAnswer(deps, send, sent),
      };
    case "rejected":
      await endSend(deps.db, send.logId, { status: "failed", ...sent });
      return { said: `refused by ${send.provider} (${sent.errorCode})`, outcome: "settled" };
    case "unconfirmed":
      return { said: "the answer was lost: a callback or a look tells whether it was sent", outcome: "lost" };
    default:
      return sent satisfies never;
  }
}

/** What a look for a message without an answer showed; "later" while another one's answer may still tell them apart. */
export type LookedUp = { outcome: "was-sent" | "was-not-sent" | "unconfirmed" | "later"; said: string };

/**
 * Looks whether a message arrived all the same whose answer was lost, or whose sender died before it heard one: the provider's own log
 * knows. What is there, unknown to our books and in its words, is it. Where nothing unknown is there, it was not sent. Everything else nobody can say:
 * a provider may keep no log, or no words, or write a template out in its own way, and two without an answer cannot be told apart.
 * @throws {UpstreamError} when the log cannot be read for now: the look is tried again
 */
export async function lookUpSend(deps: Deps, send: Send, handedOverAt: Date): Promise<LookedUp> {
  const logged = await deps.channel(send.provider).loggedSince(outboundOf(send), handedOverAt);
  if (logged === "unknown") return leaveUnconfirmed(deps, send);
  // In this order: what is answered between the two is in our books by the second.
  const besideSeconds = await unansweredBesideSeconds(deps.db, send);
  const known = await knownMessageIds(
    deps.db,
    logged.map(({ messageId }) => messageId),
  );
  const unknown = logged.filter(({ messageId }) => !known.has(messageId));
  if (unknown.length === 0) return { outcome: "was-not-sent", said: "had not been sent" };
  if (besideSeconds !== null && besideSeconds < LOOKED_UP_AFTER_SECONDS) {
    return { outcome: "later", said: "another message to the same contact is under way: looked up later" };
  }
  const found = unknown.find(({ hasItsWords }) => hasItsWords);
  if (!found || besideSeconds !== null) return leaveUnconfirmed(deps, send);
  await recordAnswer(deps, send, found);
  return { outcome: "was-sent", said: `had been sent: SID=${maskedId(found.messageId)}` };
}

async function leaveUnconfirmed({ db }: Deps, send: Send): Promise<LookedUp> {
  const isUnconfirmed = await recordUnconfirmed(db, send);
  const said = "unconfirmed: nobody can say whether it was sent, so it is not sent again by itself";
  return { outcome: "unconfirmed", said: isUnconfirmed ? said : "settled meanwhile" };
}

/** The provider's answer is one more status of the message, and merges with callbacks that were faster. */
async function recordAnswer(deps: Handing, send: Send, answer: Answer) {
  const { refused } = await deps.recordStatuses([answerOf(send, answer)]);
  if (refused[0])
    throw new StatementError(`what ${send.provider} answered cannot be stored: ${refused[0].why}`);
}

type Answer = { messageId: string; status: MessageStatus };

function answerOf({ provider, logId }: Send, { messageId, status }: Answer): StatusUpdate {
  return { provider, logId, messageId, status, at: "now", errorCode: null, errorMessage: null };
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
