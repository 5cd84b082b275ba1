import { setTimeout as sleep } from "node:timers/promises";
import { ANSWERS, callApi, type Progress } from "./call-api.ts";
import type { Deployment } from "./options.ts";
import type { Screen } from "./screen.ts";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5_000;
/** What is sent is soon delivered, or, where a phone is off, for days not. */
const QUIET_MS = 10_000;

/** Shows how far batches have come until all of them is sent and the ticks come no more, or `stop` says so. */
export async function watchBatches(
  deployment: Deployment,
  batchIds: string[],
  { screen, stop }: { screen: Screen; stop: AbortSignal },
): Promise<void> {
  let shown = "";
  let changedAt = performance.now();
  for (let waitMs = FIRST_WAIT_MS; !stop.aborted; waitMs = Math.min(waitMs * 1.2, LONGEST_WAIT_MS)) {
    const progress = await Promise.all(batchIds.map((batchId) => progressOf(deployment, batchId)));
    const sum = sumOf(progress);
    const line = lineOf(sum);
    if (line !== shown) changedAt = performance.now();
    shown = line;
    screen.update(line, (sum.total - sum.queued) / Math.max(sum.total, 1));
    const isQuiet = performance.now() - changedAt > QUIET_MS;
    if (sum.queued === 0 && (isQuiet || sum.sent + sum.unconfirmed === 0)) break;
    // Stopping is no error: what waits is told so by `stop` itself.
    await sleep(waitMs, undefined, { signal: stop }).catch(() => {});
  }
  screen.end();
}

/** How far a batch has come. */
export function progressOf(deployment: Deployment, batchId: string): Promise<Progress> {
  return callApi(deployment, { method: "GET", query: { batch: batchId }, answer: ANSWERS.progress });
}

const COUNTS = ["total", "queued", "sent", "delivered", "read", "failed", "canceled", "unconfirmed"] as const;
type Counts = Record<(typeof COUNTS)[number], number> & { endsAt: number };

function sumOf(progress: Progress[]): Counts {
  const sum = (name: (typeof COUNTS)[number]) => progress.reduce((so, one) => so + one[name], 0);
  return {
    total: sum("total"),
    queued: sum("queued"),
    sent: sum("sent"),
    delivered: sum("delivered"),
    read: sum("read"),
    failed: sum("failed"),
    canceled: sum("canceled"),
    unconfirmed: sum("unconfirmed"),
    endsAt: Math.max(...progress.map(({ estimatedEndAt }) => Date.parse(estimatedEndAt ?? "") || 0)),
  };
}

/** Each message at what it has reached; what nobody has reached is left out. */
function lineOf({ total, queued, endsAt, ...reached }: Counts): string {
  const minutes = Math.ceil((endsAt - Date.now()) / 60_000);
  const counts = Object.entries(reached)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count.toLocaleString("en")} ${name}`);
  const done = `${(total - queued).toLocaleString("en")} of ${total.toLocaleString("en")} handed over`;
  return [done, ...counts, ...(queued > 0 && minutes > 0 ? [`about ${minutes} min left`] : [])].join(", ");
}
