import type { Customer, Upstream } from "./plan.ts";

/** What somebody waits for. */
export type Waited =
  | "webhook -> answer"
  | "HELP -> answer"
  | "message -> ticket"
  | "comment -> phone"
  | "status -> row"
  | "bulk -> phone";

/** Who must work so that a wait ends: upstreams, the house itself, and, for what befalls one person alone, their number. */
export type Needed = Upstream | "house" | `number ${string}`;

/** A wait; `until` is missing while it lasts. */
export type Wait = { for: Waited; who: string; needs: Needed[]; from: number; until?: number };

/** From when to when something was disturbed, and the time that it has to recover. */
export type Trouble = { of: Needed; from: number; until: number };

type AcceptedMessage = { token: string; customer: Customer; wait: Wait };
type AcceptedQuestion = { kind: "help" | "status" | "stop"; customer: Customer; wait: Wait };
export type AgentComment = {
  token: string;
  customer: Customer;
  ticketId: number;
  commentId: number;
  wait: Wait;
};
type AcceptedBulk = { token: string; batchId: string; to: { number: string; wait: Wait }[] };
type MirroredConversation = { conversationSid: string; participantSid: string; messageSids: string[] };

/** All that was accepted, and so has to come to something; in the order in which it was. */
export type Ledger = {
  events: number;
  /** How often which answer was not a 2xx. */
  refusals: Record<string, number>;
  messages: AcceptedMessage[];
  questions: AcceptedQuestion[];
  comments: AgentComment[];
  bulks: AcceptedBulk[];
  conversations: MirroredConversation[];
  /** Statuses that were accepted, by the provider's id of the message. */
  statuses: Map<string, string[]>;
  waits: Wait[];
  troubles: Trouble[];
  /** What no provider may be told: a sentence each. */
  violations: string[];
};

/** Nothing has happened yet. */
export function newLedger(): Ledger {
  return {
    events: 0,
    refusals: {},
    messages: [],
    questions: [],
    comments: [],
    bulks: [],
    conversations: [],
    statuses: new Map(),
    waits: [],
    troubles: [],
    violations: [],
  };
}

/** A wait begins now. */
export function beginWait(ledger: Ledger, what: Omit<Wait, "from" | "until">): Wait {
  const wait = { ...what, from: Date.now() };
  ledger.waits.push(wait);
  return wait;
}
