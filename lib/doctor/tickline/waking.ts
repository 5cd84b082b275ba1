import type { Env } from "../../config/env.ts";
import type { Db } from "../../db/client.ts";
import { secondsSince } from "../../db/stats/last-seen.ts";
import { FIGURES_AT_MOST, type TaskFigures } from "../../db/tasks/tasks.ts";
import { counted } from "../../domain/counted.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { spoken } from "./durations.ts";
import { found } from "./findings.ts";

/** We are woken within seconds of a task's time; some of them may be late. */
const LATE_SECONDS = 5 * 60;

/** Vercel calls a daily cron within the hour that it names. */
const DAY_SECONDS = 26 * 3600;

const BY = {
  queue: {
    name: "A message of Vercel Queues",
    cure: "Look at the project's Queues in Vercel: is the topic wake there, with its consumer? Its OIDC Federation must be on. WAKE=cron does without.",
  },
  timer: {
    name: "A timer of the process",
    cure: "Does the process run, and does it log errors? Where processes are stopped between requests, set WAKE=cron and have a scheduler call /api/cron/tasks.",
  },
} as const;

/** Figures of tasks stop: what reached the limit may be more. */
export const inAll = (count: number) => counted(count, FIGURES_AT_MOST);

/** What wakes us when work comes due, when it last did, and the daily look for what was missed. */
export async function examineWaking(
  env: Env & { wake: keyof typeof BY },
  db: Db,
  figures: TaskFigures,
): Promise<Finding[]> {
  const [queue, unsent, timer, daily] = await Promise.all([
    secondsSince(db, "wake/queue"),
    secondsSince(db, "wake/unsent"),
    secondsSince(db, "wake/timer"),
    secondsSince(db, "cron/daily"),
  ]);
  const ofQueue = Math.min(queue ?? Number.POSITIVE_INFINITY, unsent ?? Number.POSITIVE_INFINITY);
  const seen = timer === null || ofQueue < timer ? "queue" : "timer";
  // Whoever examines a deployment from elsewhere has other variables: what was seen last counts.
  const by = ofQueue === Number.POSITIVE_INFINITY && timer === null ? env.wake : seen;
  const woken = by === "queue" ? { woken: queue, unsent } : { woken: timer, unsent: null };
  return [waking(figures, by, woken), dailyCron(env, daily)];
}

function waking(
  { due, oldestDueSeconds }: TaskFigures,
  by: keyof typeof BY,
  { woken, unsent }: { woken: number | null; unsent: number | null },
): Finding {
  const what = "Waking up";
  const { name, cure } = BY[by];
  const last = woken === null ? "Nothing has had to wake us yet." : `${name} woke us ${spoken(woken)} ago.`;
  if (oldestDueSeconds > LATE_SECONDS)
    return found({
      what,
      state: "broken",
      says: `Work is due, and nobody does it: ${inAll(due)} tasks, the oldest for ${spoken(oldestDueSeconds)}. ${last}`,
      expected: "work is done when it comes due",
      actual: `${inAll(due)} tasks late`,
      cure,
    });
  if (unsent !== null && (woken === null || unsent < woken))
    return found({
      what,
      state: "warning",
      says: `The queue took no message of ours ${spoken(unsent)} ago: what waits, waits for the next webhook or the daily cron. ${last}`,
      expected: "the queue takes each message",
      actual: `none taken ${spoken(unsent)} ago`,
      cure,
    });
  return found({ what, state: "ok", says: `${last} Nothing is late.` });
}

function dailyCron({ isPreview }: Env, seconds: number | null): Finding {
  const what = "Daily cron";
  const cure =
    "It calls /api/cron/daily, with the bearer CRON_SECRET. Vercel does so as vercel.json says, in production; elsewhere, have a scheduler call it once a day.";
  if (isPreview && seconds === null)
    return found({ what, state: "off", says: "Vercel calls it in production only." });
  if (seconds !== null && seconds <= DAY_SECONDS)
    return found({ what, state: "ok", says: `It called ${spoken(seconds)} ago.` });
  return found({
    what,
    state: "warning",
    says:
      seconds === null
        ? "It has not called yet. On the first day that may be."
        : `It called ${spoken(seconds)} ago.`,
    expected: "a call every day",
    actual: seconds === null ? "none yet" : `the last one ${spoken(seconds)} ago`,
    cure,
  });
}
