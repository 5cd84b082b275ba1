import { setTimeout as pause } from "node:timers/promises";
import { runTogether } from "./load.ts";
import type { Reached } from "./throughput-upstreams.ts";
import { type Call, twilioCall } from "./twilio-call.ts";

/** Those who write again and again, and how often. */
const REGULARS = 10;
const TIMES = 5;
const AT_ONCE = 20;
/** When nothing more has come for so long, nothing will. */
const STALLED_MS = 20_000;
const LOOKED_EVERY_MS = 500;

type Message = { from: string; call: Call };

/** What came of them. */
export type Outcome = {
  /** From the first message that was sent to the last confirmation that arrived. */
  tookMs: number;
  /** From each customer's first message to their confirmation. */
  latenciesMs: number[];
  /** Messages and confirmations that never arrived, and those that did once more. */
  missing: number;
  twice: number;
  /** Customers whose tickets do not hold their messages in order. */
  disordered: number;
};

let customersSoFar = 0;

/** First messages of so many customers, signed; a few of them write four more, each long after the one before. */
export function firstMessages(customers: number): Message[] {
  const all = Array.from({ length: customers }, () => customersSoFar++);
  const messages = all.map((customer) => message(customer, 1));
  for (let time = TIMES; time > 1; time -= 1) {
    const further = all.slice(0, REGULARS).map((customer) => message(customer, time));
    messages.splice(Math.floor(((time - 1) * customers) / TIMES), 0, ...further);
  }
  return messages;
}

function message(customer: number, time: number): Message {
  const from = `whatsapp:+1415${2_000_000 + customer}`;
  const Body = `Question ${time} of customer ${customer}: my card was charged twice, who looks after that?`;
  return { from, call: twilioCall("inbound", "/api/twilio/whatsapp", { From: from, Body }) };
}

type Way = {
  post: (message: Call) => Promise<unknown>;
  reached: () => Promise<Reached>;
  /** However long they take; without it, as fast as they are acknowledged. */
  perSecond?: number;
};

/** Sends them, and waits until each is filed and each customer's first is confirmed, or nothing more comes. */
export async function sendAndWait(messages: Message[], { post, reached, perSecond }: Way): Promise<Outcome> {
  const wroteAt = new Map<string, number>();
  const act = async (n: number) => {
    const { from, call } = messages[n] as Message; // there are as many
    if (!wroteAt.has(from)) wroteAt.set(from, Date.now());
    await post(call);
  };
  if (perSecond) await paced(messages.length, perSecond, act);
  else await runTogether(messages.length, AT_ONCE, act);
  const expected = messages.length + wroteAt.size;
  let arrived = arrivedOf(await reached(), wroteAt);
  for (let stalledMs = 0; arrived.count < expected && stalledMs < STALLED_MS; ) {
    await pause(LOOKED_EVERY_MS);
    const now = arrivedOf(await reached(), wroteAt);
    stalledMs = now.count > arrived.count ? 0 : stalledMs + LOOKED_EVERY_MS;
    arrived = now;
  }
  return { ...arrived, missing: expected - arrived.count };
}

async function paced(count: number, perSecond: number, act: (n: number) => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  const underWay: Promise<void>[] = [];
  for (let n = 0; n < count; n += 1) {
    const waitMs = startedAt + (1_000 * n) / perSecond - performance.now();
    if (waitMs > 0) await pause(Math.ceil(waitMs));
    underWay.push(act(n));
  }
  await Promise.all(underWay);
}

/** What of these customers' has arrived. */
function arrivedOf({ sent, tickets }: Reached, wroteAt: Map<string, number>) {
  const ours = sent.filter(({ to }) => wroteAt.has(to));
  const filed = tickets
    .map((comments) => comments.map(readComment))
    .filter(([first]) => first && wroteAt.has(first.from));
  const confirmed = new Set(ours.map(({ to }) => to)).size;
  const comments = filed.flat();
  const once = new Set(comments.map(({ from, time }) => `${time} ${from}`)).size;
  const isInOrder = (ticket: ReturnType<typeof readComment>[]) =>
    ticket.every(({ from, time }, n) => time === n + 1 && from === ticket[0]?.from);
  return {
    count: once + confirmed,
    twice: ours.length - confirmed + comments.length - once,
    disordered: filed.filter((ticket) => !isInOrder(ticket)).length,
    tookMs: Math.max(...ours.map(({ at }) => at)) - Math.min(...wroteAt.values()),
    latenciesMs: ours.map(({ to, at }) => at - (wroteAt.get(to) ?? at)),
  };
}

function readComment(body: string): { from: string; time: number } {
  const [, time = "0", customer = "0"] = /Question (\d+) of customer (\d+)/.exec(body) ?? [];
  return { from: `whatsapp:+1415${2_000_000 + Number(customer)}`, time: Number(time) };
}
