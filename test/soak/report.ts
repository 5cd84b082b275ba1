import type { Ledger } from "./ledger.ts";
import type { Breach, Judgement } from "./model.ts";
import { SETTLED_SECONDS, type Settled } from "./settle.ts";
import { GOAL_MS, percentile, sortWaits } from "./waits.ts";

export type Outcome = {
  ledger: Ledger;
  judgement: Judgement;
  stepsBack: string[];
  settled: Settled;
  /** Calls upstream, and how often each fault befell one. */
  calls: Record<string, number>;
};

/** How many broken rules are named: the first ones tell the cause. */
const NAMED = 25;

/** The counts, the waiting times, and what broke which rule. `isSound` is false when any count is not 0. */
export function reportOf(outcome: Outcome): { lines: string[]; isSound: boolean } {
  const { ledger, judgement, settled } = outcome;
  const breaches = [
    ...judgement.breaches,
    ...outcome.stepsBack.map((what): Breach => ({ rule: "backwards", what })),
    ...ledger.violations.map((what): Breach => ({ rule: "lost", what })),
  ];
  const count = (rule: Breach["rule"]) => breaches.filter((one) => one.rule === rule).length;
  const unsettled = Object.values(settled.unsettled).reduce((sum, one) => sum + one, 0);
  const counts = {
    events: ledger.events,
    lost: count("lost"),
    doubled: count("doubled"),
    backwards: count("backwards"),
    unsettled,
    dead: count("dead"),
    "unconfirmed and told": judgement.unconfirmedAndTold,
    "not sent and told": judgement.notSentAndTold,
  };
  const lines = [
    listed(counts),
    `upstream: ${listed(outcome.calls)}`,
    `refused and delivered again: ${listed(ledger.refusals) || "none"}`,
    settledLine(settled),
    ...waitLines(ledger),
    ...breaches.slice(0, NAMED).map(({ rule, what }) => `${rule.toUpperCase()}: ${what}`),
    ...(breaches.length > NAMED ? [`and ${breaches.length - NAMED} more`] : []),
    ...Object.entries(settled.unsettled).map(
      ([kind, times]) => `UNSETTLED: ${times} ${kind} ${SETTLED_SECONDS} s after the last disturbance`,
    ),
  ];
  return { lines, isSound: breaches.length + unsettled === 0 };
}

function settledLine({ seconds }: Settled): string {
  const took = seconds === undefined ? "never" : `${seconds.toFixed(1)} s`;
  return `settled after: ${took}${goal((seconds ?? Number.POSITIVE_INFINITY) > SETTLED_SECONDS, `${SETTLED_SECONDS} s`)}`;
}

function waitLines(ledger: Ledger): string[] {
  const head = `${"waiting".padEnd(20)}${"while".padEnd(25)}${["count", "p50", "p95", "max", "unended"].map((name) => name.padStart(9)).join("")}`;
  const rows = sortWaits(ledger).map(({ for: what, weather, ms, unended }) => {
    const p95 = percentile(ms, 95);
    const cells = [
      String(ms.length),
      ...[percentile(ms, 50), p95, percentile(ms, 100)].map((one) => (Number.isNaN(one) ? "-" : `${one} ms`)),
      String(unended),
    ];
    const isMissed = weather === "healthy" && (p95 > GOAL_MS || unended > 0);
    return `${what.padEnd(20)}${weather.padEnd(25)}${cells.map((cell) => cell.padStart(9)).join("")}${goal(isMissed, `${GOAL_MS} ms`)}`;
  });
  return [head, ...rows];
}

function goal(isMissed: boolean, what: string): string {
  return isMissed ? `   (goal ${what}: missed)` : "";
}

function listed(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([name, times]) => `${times} ${name}`)
    .join(", ");
}
