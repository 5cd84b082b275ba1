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
  /** What it costs; only Meta says so. */
  price?: Price | null;
};

/** What a provider says that a message costs, each part null where it says nothing of it. */
export type Price = {
  isBillable: boolean | null;
  /** What it is billed as, such as service, utility or marketing. */
  category: string | null;
  model: string | null;
  type: string | null;
};

const UNPRICED: Price = { isBillable: null, category: null, model: null, type: null };

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
  price: Price;
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
    price: update.price ?? UNPRICED,
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
    price: {
      isBillable: a.price.isBillable ?? b.price.isBillable,
      category: a.price.category ?? b.price.category,
      model: a.price.model ?? b.price.model,
      type: a.price.type ?? b.price.type,
    },
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
