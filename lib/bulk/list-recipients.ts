import { type BatchRecipient, recipientsOfBatch, skippedOfBatch } from "../db/bulk/batch-recipients.ts";
import { failureReason } from "../domain/failures/failure-reason.ts";
import { type MessageStatus, stageOf } from "../domain/message-status.ts";
import type { Deps } from "../ports.ts";

/** Recipients of one page, where nobody asks for fewer. */
const PAGE = 500;

export const LISTINGS = ["failed", "skipped", "all"] as const;
export type Listing = (typeof LISTINGS)[number];

/** Where a page begins: behind a message's position, or at one of those left out, who come last. */
export type Cursor = { list: "messages" | "skipped"; from: number };

/** What became of a recipient; one who was left out has no message, and so neither a position nor an id. */
export type Recipient = {
  position: number | null;
  to: string;
  id: string | null;
  status: MessageStatus | "skipped";
  errorCode: string | null;
  reason: string | null;
  nextStep: string | null;
  contactId: string | null;
  sentAt: Date | null;
  deliveredAt: Date | null;
  readAt: Date | null;
  failedAt: Date | null;
};

export type RecipientsPage = { batchId: string; recipients: Recipient[]; nextCursor: string | null };

/** What became of a batch's recipients, 500 a page unless told otherwise; null when there is no such batch. */
export async function listRecipients(
  { db }: Pick<Deps, "db">,
  {
    batchId,
    listing,
    cursor,
    limit = PAGE,
  }: { batchId: string; listing: Listing; cursor: Cursor | null; limit?: number },
): Promise<RecipientsPage | null> {
  const { list, from } = cursor ?? firstOf(listing);
  const skipped = await skippedOfBatch(db, { batchId, offset: from, limit: list === "skipped" ? limit : 0 });
  if (!skipped) return null;
  if (list === "skipped") {
    const nextCursor = skipped.length === limit ? cursorText("skipped", from + limit) : null;
    return { batchId, recipients: skipped.map(leftOut), nextCursor };
  }
  const failedOnly = listing === "failed";
  const messages = await recipientsOfBatch(db, { batchId, after: from, limit, failedOnly });
  const last = messages.length === limit ? messages.at(-1) : undefined;
  const behind = listing === "all" ? cursorText("skipped", 0) : null;
  return {
    batchId,
    recipients: messages.map(written),
    nextCursor: last ? cursorText("messages", last.position) : behind,
  };
}

/** The cursor that a page named; null when this is none of ours. */
export function parseCursor(text: string): Cursor | null {
  const [, list, from] = /^(messages|skipped)-(\d{1,9})$/.exec(text) ?? [];
  return list === "messages" || list === "skipped" ? { list, from: Number(from) } : null;
}

function firstOf(listing: Listing): Cursor {
  return listing === "skipped" ? { list: "skipped", from: 0 } : { list: "messages", from: -1 };
}

function cursorText(list: Cursor["list"], from: number): string {
  return `${list}-${from}`;
}

function leftOut({ to, reason }: { to: string; reason: string }): Recipient {
  const nothing = { contactId: null, sentAt: null, deliveredAt: null, readAt: null, failedAt: null };
  return {
    position: null,
    to,
    id: null,
    status: "skipped",
    errorCode: null,
    reason,
    nextStep: null,
    ...nothing,
  };
}

function written({ provider, errorMessage, ...message }: BatchRecipient): Recipient {
  const { status, errorCode } = message;
  if (stageOf(status) === "failed") return { ...message, ...failureReason(provider, errorCode) };
  // Why a message was canceled is told in our own words.
  return { ...message, reason: status === "canceled" ? errorMessage : null, nextStep: null };
}
