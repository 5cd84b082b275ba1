import { planSessions } from "./plan-sessions.ts";
import { type Random, randomFrom } from "./random.ts";

/** By what a customer writes. */
export type Line = "twilio" | "meta" | "sms";
export type Upstream = "twilio" | "meta" | "zendesk";
export type Customer = { name: string; line: Line /** E.164 */; number: string };

/** The same webhook once more: at the same time at the other instance, or some time later. */
export type Again = "no" | "at-once" | "later";

export type Step = { atMs: number; again: Again } & (
  | { kind: "message"; token: string; hasPhoto: boolean }
  | { kind: "help" | "status" | "stop" }
  | { kind: "comment"; token: string; shape: "event" | "trigger" }
);

/** One customer, and all that happens with them, in order. */
export type Session = { customer: Customer; steps: Step[] };
export type Bulk = { atMs: number; again: Again; token: string; line: Line; to: string[] };
export type PlannedConversation = { atMs: number; again: Again; name: string; address: string };

/** What goes wrong, and when; both ends in milliseconds from the start. */
export type Disturbance = { atMs: number; untilMs: number } & (
  | { what: "rough-weather" | "hang"; upstream: Upstream }
  | { what: "hang-typing" }
  | { what: "throttle"; number: string }
  | { what: "kill"; instance: 0 | 1 }
  | { what: "cut" }
  | { what: "lock-row"; number: string }
  | { what: "lock-table" }
);

export type Plan = {
  seconds: number;
  sessions: Session[];
  bulks: Bulk[];
  conversations: PlannedConversation[];
  disturbances: Disturbance[];
};

/** What an extended test is made of: the same seed makes the same plan. */
export function makePlan(seed: number, seconds: number, perMinute: number): Plan {
  const sessions = planSessions(randomFrom(`${seed} sessions`), { seconds, perMinute });
  return {
    seconds,
    sessions,
    bulks: planBulks(randomFrom(`${seed} bulks`), seconds, sessions),
    conversations: planConversations(randomFrom(`${seed} conversations`), seconds),
    disturbances: planDisturbances(randomFrom(`${seed} disturbances`), seconds),
  };
}

/** One webhook in five comes twice. */
export function againBy(random: Random): Again {
  if (!random.percent(20)) return "no";
  return random.pick(["at-once", "later"]);
}

function planBulks(random: Random, seconds: number, sessions: Session[]): Bulk[] {
  const bulks: Bulk[] = [];
  for (let atMs = 15_000; atMs < seconds * 1000; atMs += random.between(12_000, 25_000)) {
    const line = random.pick<Line>(["twilio", "meta", "sms"]);
    const written = sessions.filter(
      ({ customer, steps: [first] }) => customer.line === line && first && first.atMs < atMs - 5_000,
    );
    const to = random
      .shuffled(written)
      .slice(0, random.between(3, 15))
      .map(({ customer }) => customer.number);
    if (to.length > 0) bulks.push({ atMs, again: againBy(random), token: `K0B${bulks.length}Z`, line, to });
  }
  return bulks;
}

function planConversations(random: Random, seconds: number): PlannedConversation[] {
  const count = Math.ceil(seconds / 8);
  return Array.from({ length: count }, (_, n) => ({
    atMs: random.between(0, seconds * 1000),
    again: againBy(random),
    name: `Conversation ${n}`,
    address: `+1415700${String(1000 + n)}`,
  }));
}

/**
 * A third of the time the weather of an upstream is rough, never of all at once at the beginning; connections are cut and instances
 * killed in the later two thirds, so that there is something undisturbed to measure.
 */
function planDisturbances(random: Random, seconds: number): Disturbance[] {
  const all: Disturbance[] = [];
  const end = seconds * 1000;
  const upstreams = random.shuffled<Upstream>(["twilio", "meta", "zendesk"]);
  for (const [n, upstream] of upstreams.entries()) {
    for (let atMs = 5_000 + n * 10_000; atMs < end - 5_000; atMs += random.between(28_000, 34_000)) {
      all.push({ what: "rough-weather", upstream, atMs, untilMs: Math.min(atMs + 10_000, end) });
    }
  }
  for (let atMs = end / 3; atMs < end - 3_000; atMs += random.between(6_000, 14_000))
    all.push({ what: "cut", atMs, untilMs: atMs });
  for (let atMs = end / 2; atMs < end - 3_000; atMs += random.between(25_000, 60_000)) {
    const untilMs = atMs + random.between(1_000, 6_000);
    all.push({ what: "kill", instance: random.pick([0, 1]), atMs, untilMs });
  }
  return all;
}
