import type { Provider } from "./providers.ts";

/**
 * Every status a message can have, in the order of what it proves: the highest ever seen stays.
 * PostgreSQL's enum is made from this list, so that `greatest(a, b)` keeps the highest in SQL (`lib/db/messages/proof-columns.ts`).
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

/** How far each status says that a message has come: what is counted, told and coloured alike. */
const STAGES = {
  received: "received",
  accepted: "accepted",
  scheduled: "under way",
  queued: "under way",
  sending: "under way",
  sent: "sent",
  canceled: "canceled",
  undelivered: "failed",
  failed: "failed",
  delivered: "delivered",
  read: "read",
} as const satisfies Record<MessageStatus, string>;
export type Stage = (typeof STAGES)[MessageStatus];

export function stageOf(status: MessageStatus): Stage {
  return STAGES[status];
}

/** The statuses that say that a message has come to one of these stages. */
export function statusesAt(...stages: Stage[]): MessageStatus[] {
  return MESSAGE_STATUSES.filter((status) => stages.includes(STAGES[status]));
}

/** Stages that say that the provider sends a message, or has sent it. */
export const WENT_OUT: Stage[] = ["under way", "sent", "delivered", "read"];

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

/** What updates of one message prove of it, each null while nothing does. */
export type Proofs = {
  status: MessageStatus;
  sentAt: Moment | null;
  deliveredAt: Moment | null;
  readAt: Moment | null;
  failedAt: Moment | null;
  errorCode: string | null;
  errorMessage: string | null;
  pricingCategory: string | null;
  isBillable: boolean | null;
  pricingModel: string | null;
  pricingType: string | null;
};

type JoinOf<Proof> = [Proof] extends [MessageStatus]
  ? "highest"
  : [Proof] extends [Moment | null]
    ? "earliest"
    : "first";

/** How two proofs of one message join, in whatever order they came. `combine` and the statements over statuses are made from it. */
export const JOINS: { [Name in keyof Proofs]: JoinOf<Proofs[Name]> } = {
  status: "highest",
  sentAt: "earliest",
  deliveredAt: "earliest",
  readAt: "earliest",
  failedAt: "earliest",
  errorCode: "first",
  errorMessage: "first",
  pricingCategory: "first",
  isBillable: "first",
  pricingModel: "first",
  pricingType: "first",
};
export const PROOFS = Object.keys(JOINS) as (keyof Proofs)[];

/** Everything that some updates of one message prove together. */
export type Evidence = Proofs & Pick<StatusUpdate, "provider" | "logId" | "messageId">;

/** What an update proves: `read` also proves that the message was delivered and sent. */
export function evidenceOf(update: StatusUpdate): Evidence {
  const { provider, logId, messageId, status, at, errorCode, errorMessage } = update;
  const { category, isBillable, model, type } = update.price ?? UNPRICED;
  const proves = (...stages: Stage[]) => (stages.includes(stageOf(status)) ? at : null);
  return {
    provider,
    logId,
    messageId,
    status,
    sentAt: proves("sent", "delivered", "read"),
    deliveredAt: proves("delivered", "read"),
    readAt: proves("read"),
    failedAt: proves("failed"),
    errorCode,
    errorMessage,
    pricingCategory: category,
    isBillable,
    pricingModel: model,
    pricingType: type,
  };
}

/** What two pieces of evidence about one message prove together, whichever came first. */
export function combine(a: Evidence, b: Evidence): Evidence {
  const joined = PROOFS.map((name) => {
    // Of this proof's own type, as the type of JOINS says.
    const join = JOIN[JOINS[name]] as (a: unknown, b: unknown) => unknown;
    return [name, join(a[name], b[name])];
  });
  return { ...a, logId: a.logId ?? b.logId, ...Object.fromEntries(joined) };
}

const JOIN = {
  highest: (a: MessageStatus, b: MessageStatus) =>
    MESSAGE_STATUSES.indexOf(a) >= MESSAGE_STATUSES.indexOf(b) ? a : b,

  earliest(a: Moment | null, b: Moment | null): Moment | null {
    if (a === null || b === null) return a ?? b;
    if (a === "now") return b;
    if (b === "now") return a;
    return a < b ? a : b;
  },

  first: (a: unknown, b: unknown) => a ?? b,
};
