import type { Finding } from "../../domain/findings/finding.ts";
import { found } from "./findings.ts";

const MOST_MS = 30_000;

type Ahead = { databaseMs: number | undefined; deploymentMs: number | undefined };

/** Whether the clocks of this machine, of the database and of the deployment agree. */
export function examineClock({ databaseMs, deploymentMs }: Ahead): Finding[] {
  const clocks = [
    { whose: "the database's", aheadMs: databaseMs },
    { whose: "our deployment's", aheadMs: deploymentMs },
  ].filter((clock): clock is { whose: string; aheadMs: number } => Number.isFinite(clock.aheadMs));
  if (clocks.length === 0) return [];
  const actual = clocks.map(({ whose, aheadMs }) => `${whose} ${spoken(aheadMs)}`).join(", ");
  if (clocks.every(({ aheadMs }) => Math.abs(aheadMs) <= MOST_MS))
    return [found({ what: "Clock", state: "ok", says: `By this machine's clock, ${actual}.` })];
  return [
    found({
      what: "Clock",
      state: "warning",
      says: "The clocks disagree. From 15 minutes on, Zendesk's signatures are refused; before that, tokens end early or late, and times in histories are wrong.",
      expected: "at most 30 seconds apart",
      actual: `by this machine's clock, ${actual}`,
      cure: "Set this machine's clock by the network (NTP). If it is right, ask whoever runs the database.",
    }),
  ];
}

function spoken(aheadMs: number): string {
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  if (seconds < 2) return "is right";
  return `is ${seconds} s ${aheadMs > 0 ? "ahead" : "behind"}`;
}
