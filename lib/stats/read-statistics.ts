import { type RatingFigures, ratingFigures } from "../db/stats/rating-figures.ts";
import {
  type Billed,
  billedSince,
  type Caused,
  causedSince,
  countedSince,
  type Figures,
  figuresSince,
  type Named,
  namedSince,
  recentTraffic,
} from "../db/stats/read-counts.ts";
import { listPauses } from "../db/tasks/pauses-listed.ts";
import { type TaskFigures, taskFigures } from "../db/tasks/tasks.ts";
import { TELLS_PRICES } from "../domain/billing/tells-prices.ts";
import { failureReason } from "../domain/failures/failure-reason.ts";
import { medianSeconds } from "../domain/latency-buckets.ts";
import type { Provider } from "../domain/providers.ts";
import { RATING } from "../domain/ratings/scores.ts";
import type { Deps } from "../ports.ts";
import { type AssistantStatistics, assistantStatistics } from "./assistant-statistics.ts";
import { type Costs, costsOf } from "./costs.ts";
import { countForLook } from "./count-hours.ts";
import { type ProvidersHealth, providersHealth } from "./providers-health.ts";
import { beginningOf, RANGES, type Range, STEP_MS } from "./range.ts";

/** The messages of an hour or a UTC day. */
type Point = { from: Date; inbound: number; outbound: number };

/** Of the outbound messages, each step including those behind it; `failed` beside them. */
type Funnel = Pick<Figures, "accepted" | "sent" | "delivered" | "read" | "failed">;

export type Failures = {
  provider: Provider;
  /** The provider's own; null where it gave none. */
  code: string | null;
  reason: string;
  nextStep: string;
  count: number;
};

export type Statistics = {
  range: Range;
  from: Date;
  to: Date;
  /** Everything below is of the messages created from then on: later than `from` while older ones are not counted yet. */
  countedSince: Date;
  /** When the first message of all was created; null when there is none. */
  firstMessageAt: Date | null;
  messages: { inbound: number; outbound: number };
  funnel: Funnel;
  /** How long tickets waited for an agent's first answer, within 5 %; null when there was none. */
  firstAnswer: { medianSeconds: number | null; answers: number };
  commands: { name: string; count: number }[];
  failures: Failures[];
  /** Of the outbound ones, those that their provider bills. Meta alone says so. */
  billable: Billed[];
  /** What is billed, by what caused it. Where Twilio carried it that is our estimate: it says nothing. */
  caused: (Caused & { isEstimate: boolean })[];
  /** Null where no prices are set. */
  costs: Costs | null;
  /** Of the turns since `from`; null where there is no assistant. */
  assistant: AssistantStatistics | null;
  /** Of what was asked since `from`, by ISO week and agent; null where nobody is asked. */
  ratings: RatingFigures[] | null;
  tasks: TaskFigures;
  providers: ProvidersHealth;
} & ({ perHour: Point[] } | { perDay: Point[] });

/** How messages came and went in a range of days, after counting what is due. Ten million messages cost what a thousand hours do. */
export async function readStatistics(
  deps: Pick<Deps, "db" | "env" | "log">,
  range: Range,
): Promise<Statistics> {
  const { db, env } = deps;
  await countForLook(deps);
  const to = new Date();
  const from = beginningOf(range, to);
  const { since, firstMessageAt } = await countedSince(db, from);
  const { per } = RANGES[range];
  const [figures, named, billable, caused, traffic, pauses, tasks, assistant, ratings] = await Promise.all([
    figuresSince(db, since, per),
    namedSince(db, since),
    billedSince(db, since),
    causedSince(db, since),
    recentTraffic(db),
    listPauses(db),
    taskFigures(db),
    assistantStatistics(deps, from),
    env.ratings.as === "off" ? null : ratingFigures(db, from),
  ]);
  const costs = await costsOf(deps, { caused, since });
  const points = pointsOf(figures, { since, to, stepMs: STEP_MS[per] });
  return {
    range,
    from,
    to,
    countedSince: since,
    firstMessageAt,
    messages: { inbound: sum(figures, "inbound"), outbound: sum(figures, "outbound") },
    ...(per === "hour" ? { perHour: points } : { perDay: points }),
    funnel: {
      accepted: sum(figures, "accepted"),
      sent: sum(figures, "sent"),
      delivered: sum(figures, "delivered"),
      read: sum(figures, "read"),
      failed: sum(figures, "failed"),
    },
    firstAnswer: firstAnswerOf(named),
    commands: Object.entries(byName(named, "commands"))
      // What answers a rating is marked like a command, and counted among ratings.
      .filter(([name]) => name !== RATING)
      .map(([name, count]) => ({ name, count })),
    failures: failuresOf(named),
    billable,
    caused: caused.map((one) => ({ ...one, isEstimate: !TELLS_PRICES[one.provider] })),
    costs,
    assistant,
    ratings,
    tasks,
    providers: providersHealth(env, traffic, pauses),
  };
}

/** One point for each step since everything was counted, whether anything happened in it or not. */
function pointsOf(figures: Figures[], { since, to, stepMs }: { since: Date; to: Date; stepMs: number }) {
  const found = new Map(figures.map((one) => [one.at.getTime(), one]));
  const points: Point[] = [];
  for (let at = Math.floor(since.getTime() / stepMs) * stepMs; at <= to.getTime(); at += stepMs) {
    const { inbound = 0, outbound = 0 } = found.get(at) ?? {};
    points.push({ from: new Date(at), inbound, outbound });
  }
  return points;
}

function sum(figures: Figures[], name: Exclude<keyof Figures, "at">): number {
  return figures.reduce((total, one) => total + one[name], 0);
}

/** Of both providers together, the most common first. */
function byName(named: Named[], of: Named["of"]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const one of named) {
    if (one.of === of) counts.set(one.name, (counts.get(one.name) ?? 0) + one.count);
  }
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

function firstAnswerOf(named: Named[]): Statistics["firstAnswer"] {
  const waited = byName(named, "firstAnswers");
  return {
    medianSeconds: medianSeconds(waited),
    answers: Object.values(waited).reduce((total, count) => total + count, 0),
  };
}

function failuresOf(named: Named[]): Failures[] {
  return named
    .filter(({ of }) => of === "failures")
    .map(({ provider, name, count }) => {
      const code = name === "" ? null : name;
      return { provider, code, ...failureReason(provider, code), count };
    });
}
