import type { Provider } from "./message.ts";

/**
 * Every status a message can have, in the order of what it proves: the highest ever seen stays.
 * PostgreSQL's enum is made from this list, so `greatest(a, b)` in SQL is the whole state machine.
 * @see https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
 */
export const MESSAGE_STATUSES = [
  "received",
  "accepted",
  "scheduled",
  "queued",
  "sending",
  "sent",
  "canceled",
  "undelivered",
  "failed",
  "delivered",
  "read",
] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

/** When something was proven; "now" is the database's clock, for providers that send no time. */
export type Moment = Date | "now";

/** One thing that a provider said about one message. */
export type StatusUpdate = {
  provider: Provider;
  /** Our own row, where the callback carried its id. */
  logId: string | null;
  messageId: string;
  status: MessageStatus;
  at: Moment;
  errorCode: string | null;
  errorMessage: string | null;
  /** What Meta bills it as. */
  pricingCategory?: string | null;
};

/** Everything that some updates of one message prove together. */
export type Evidence = {
  provider: Provider;
  logId: string | null;
  messageId: string;
  status: MessageStatus;
  sentAt: Moment | null;
  deliveredAt: Moment | null;
  readAt: Moment | null;
  failedAt: Moment | null;
  errorCode: string | null;
  errorMessage: string | null;
  pricingCategory: string | null;
};

/** What an update proves: `read` also proves that the message was delivered and sent. */
export function evidenceOf(update: StatusUpdate): Evidence {
  const { status, at } = update;
  const proves = (...statuses: MessageStatus[]) => (statuses.includes(status) ? at : null);
  return {
    provider: update.provider,
    logId: update.logId,
    messageId: update.messageId,
    status,
    sentAt: proves("sent", "delivered", "read"),
    deliveredAt: proves("delivered", "read"),
    readAt: proves("read"),
    failedAt: proves("failed", "undelivered"),
    errorCode: update.errorCode,
    errorMessage: update.errorMessage,
    pricingCategory: update.pricingCategory ?? null,
  };
}

/** What two pieces of evidence about one message prove together, whichever came first. */
export function combine(a: Evidence, b: Evidence): Evidence {
  return {
    provider: a.provider,
    logId: a.logId ?? b.logId,
    messageId: a.messageId,
    status: rank(a.status) >= rank(b.status) ? a.status : b.status,
    sentAt: earlier(a.sentAt, b.sentAt),
    deliveredAt: earlier(a.deliveredAt, b.deliveredAt),
    readAt: earlier(a.readAt, b.readAt),
    failedAt: earlier(a.failedAt, b.failedAt),
    errorCode: a.errorCode ?? b.errorCode,
    errorMessage: a.errorMessage ?? b.errorMessage,
    pricingCategory: a.pricingCategory ?? b.pricingCategory,
  };
}

function rank(status: MessageStatus): number {
  return MESSAGE_STATUSES.indexOf(status);
}

function earlier(a: Moment | null, b: Moment | null): Moment | null {
  if (a === null || b === null) return a ?? b;
  if (a === "now") return b;
  if (b === "now") return a;
  return a < b ? a : b;
}
