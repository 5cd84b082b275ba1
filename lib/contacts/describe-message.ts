import type { Db } from "../db/client.ts";
import { findMessage, type LoggedMessage } from "../db/messages/history.ts";
import { failureReason } from "../domain/failures/failure-reason.ts";
import { stageOf } from "../domain/message-status.ts";
import { UNCONFIRMED } from "../domain/wording/unconfirmed.ts";

/** A message as an integration reads it. Files without their addresses, which open for whoever has them. */
export type MessageDescription = Omit<
  LoggedMessage,
  "media" | "heldAt" | "unconfirmedSince" | "errorMessage" | "at"
> & {
  media: { contentType: string; filename: string | null }[];
  /** Why it did not arrive, and what can be done, in plain sentences; null where nothing is wrong. */
  reason: string | null;
  nextStep: string | null;
};

/**
 * One message, by our id (a UUID) or by its provider's (Twilio's SID, Meta's wamid): its status, what was proven when, and in plain
 * words why it did not arrive and what to do. Undefined when there is none.
 */
export async function describeMessage(
  db: Db,
  key: { id: string } | { sid: string },
): Promise<MessageDescription | undefined> {
  const message = await findMessage(db, key);
  return message && describe(message);
}

/** A row of the contact log in the words of an answer. */
export function describe(message: LoggedMessage): MessageDescription {
  const { heldAt, unconfirmedSince, errorMessage, at, media, ...told } = message;
  return {
    ...told,
    media: media.map(({ contentType, filename }) => ({ contentType, filename: filename ?? null })),
    ...(troubleWith(message) ?? { reason: null, nextStep: null }),
  };
}

type Standing = Pick<
  LoggedMessage,
  "provider" | "status" | "errorCode" | "errorMessage" | "heldAt" | "unconfirmedSince"
>;

/** What is wrong with a message and what to do, in plain sentences; null where nothing is. */
export function troubleWith({
  provider,
  status,
  errorCode,
  errorMessage,
  heldAt,
  unconfirmedSince,
}: Standing): { reason: string; nextStep: string } | null {
  if (stageOf(status) === "failed") return failureReason(provider, errorCode);
  if (status === "canceled") {
    return {
      reason: errorMessage ?? "It was canceled before it was sent.",
      nextStep: "Nothing more was sent. Reach the customer another way if it matters.",
    };
  }
  if (unconfirmedSince !== null) return { reason: UNCONFIRMED.reason, nextStep: UNCONFIRMED.nextStep };
  if (status !== "accepted" || heldAt === null) return null;
  return {
    reason: "WhatsApp takes free text only within 24 hours of the customer's last message.",
    nextStep: "It goes out by itself as soon as the customer writes; or send an approved template now.",
  };
}
