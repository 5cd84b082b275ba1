import {
  type BatchSend,
  nextOfBatchInSeconds,
  releaseBatchSend,
  slowDown,
  takeBatchSends,
} from "../db/bulk/batch-sends.ts";
import { endSend } from "../db/messages/sends.ts";
import { retryInSeconds } from "../domain/tasks/retry-policy.ts";
import { UNSENT } from "../domain/wording/unsent.ts";
import { NotConfiguredError, UpstreamError } from "../errors.ts";
import { handOver } from "../outbound/hand-to-provider.ts";
import { isForAnother } from "../outbound/whose-ticket.ts";
import type { Deps } from "../ports.ts";
import { recordTogether } from "./record-together.ts";

/**
 * For so long, give or take a third, a worker takes messages before it lets other tasks of its instance have their turn. Then it waits for
 * the answers that are missing; several that did so at the same moments would leave the rate unused.
 */
const SLICE_MS = 1_000;

/** It goes on for so long while a call hangs that it would have to wait for: its place is taken anyway, and the rate would go unused. */
const LONGEST_MS = 10_000;

/**
 * Messages that one worker has under way at most. How many there are, the rate and the provider's answers say: 500 a second that take
 * 300 ms are 150, over all workers.
 */
const MOST_UNDER_WAY = 100;

/** Messages that a worker takes first; then twice as many each time while it gets them all, once one of them has its answer. */
const FIRST_PORTION = 10;

/** For so long a worker waits for its first answer before it takes more. */
const FIRST_ANSWER_MS = 400;

/** For so long, give or take a half, the pace gathers what it lets go next. */
const APART_MS = 100;

/** How long a provider that throttled us, without saying for how long, gets no bulk messages. */
const THROTTLED_SECONDS = 3;

/**
 * Sends a batch's messages for a slice of time, as many as the pace lets go. Returns how many it took, when each has its answer.
 * @throws what no other message would fare better with
 */
export async function sendSlice(deps: Deps, batchId: string): Promise<number> {
  const beganAt = performance.now();
  const endsAt = beganAt + around(SLICE_MS, 1 / 3);
  const recordStatuses = recordTogether(deps.recordStatuses);
  /** Each with when it began, the oldest first. */
  const underWay = new Map<Promise<void>, number>();
  let stop: { error: unknown } | undefined;
  let sent = 0;
  const begin = (message: BatchSend) => {
    const sending = send(deps, message, recordStatuses)
      .catch((error: unknown) => error)
      .then((error) => {
        underWay.delete(sending);
        if (error !== null) stop ??= { error };
      });
    underWay.set(sending, performance.now());
  };
  const isMyTurn = () => {
    const now = performance.now();
    const [oldest = now] = underWay.values();
    const doesHang = now - oldest > SLICE_MS && now - beganAt < LONGEST_MS;
    return !stop && (now < endsAt || doesHang);
  };
  const answers = () => Promise.all(underWay.keys());
  try {
    do {
      sent += await takeWhile(isMyTurn, { deps, batchId, underWay, begin });
      await Promise.race([answers(), pause(SLICE_MS)]);
      // Before its time is over it ended because there was no more.
    } while (performance.now() >= endsAt && isMyTurn());
  } finally {
    await answers();
  }
  if (stop) throw stop.error;
  return sent;
}

type Sending = {
  deps: Deps;
  batchId: string;
  underWay: Map<Promise<void>, number>;
  begin(message: BatchSend): void;
};

/** Begins what the pace lets go, and says how many those were. */
async function takeWhile(
  isMyTurn: () => boolean,
  { deps, batchId, underWay, begin }: Sending,
): Promise<number> {
  let begun = 0;
  for (let portion = FIRST_PORTION; isMyTurn(); ) {
    if (underWay.size > MOST_UNDER_WAY * 0.75) {
      // Taken one for each that ends, each would cost a statement.
      await Promise.race(underWay.keys());
      continue;
    }
    const limit = Math.min(portion, MOST_UNDER_WAY - underWay.size);
    const { taken, isAll } = await take(deps, batchId, limit);
    for (const message of taken) begin(message);
    begun += taken.length;
    // Beside many batches others have the pace: answers of agents, who wait for this place, go first.
    if (isAll || (taken.length === 0 && underWay.size === 0)) break;
    // An upstream that refuses all is not to be asked for more; one that hangs is no reason to wait for long.
    if (taken.length > 0 && begun === taken.length)
      await Promise.race([...underWay.keys(), pause(FIRST_ANSWER_MS)]);
    if (taken.length === limit) portion *= 2;
    else await pause(around(APART_MS, 1 / 2));
  }
  return begun;
}

/** Takes what may go now. `isAll` where nothing more will for a while, so that other tasks may have this one's place. */
async function take({ db, env }: Deps, batchId: string, limit: number) {
  const { sendRatePerSecond: ratePerSecond } = env;
  const took = await takeBatchSends(db, { batchId, ratePerSecond, limit });
  if (took.taken.length > 0) return took;
  const next = await nextOfBatchInSeconds(db, { batchId, lookedUpAfterSeconds: null });
  return { taken: [], isAll: next === null || next > APART_MS / 1000 };
}

const around = (ms: number, part: number) => ms * (1 + part * (2 * Math.random() - 1));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

/** Sends one message. Returns the error that no other message would fare better with, and null for every other outcome. */
async function send(
  deps: Deps,
  message: BatchSend,
  recordStatuses: Deps["recordStatuses"],
): Promise<unknown> {
  try {
    const { waitedOnTicket } = message;
    // It may have waited for days, and its ticket may have been given to somebody else meanwhile.
    if (waitedOnTicket !== null && (await isForAnother(deps, waitedOnTicket))) {
      await endSend(deps.db, message.logId, { status: "canceled", ...UNSENT.forAnother });
      return null;
    }
    // By name: a copy of everything would ask for Zendesk, which nobody needs for this.
    const { db, env, channel } = deps;
    const { outcome } = await handOver({ db, env, channel, recordStatuses }, message);
    if (outcome === "not-begun") await releaseBatchSend(deps.db, message, 0);
    return null;
  } catch (error) {
    const failure = error instanceof UpstreamError ? error.failure : null;
    // Our own database failed, perhaps after the provider took the message: it is looked up later, not sent again.
    if (failure === null && !(error instanceof NotConfiguredError)) return error;
    if (error instanceof UpstreamError && concernsOneMessage(error)) {
      await sendLater(deps, message, error);
      return null;
    }
    const isForAll = !(error instanceof UpstreamError) || failure === "unauthorized" || failure === "away";
    if (!isForAll) {
      // Given back before, another worker would take it at once.
      const seconds = error.retryAfterSeconds ?? THROTTLED_SECONDS;
      await slowDown(deps.db, message.provider, { ratePerSecond: deps.env.sendRatePerSecond, seconds });
    }
    await releaseBatchSend(deps.db, message, 0);
    return isForAll ? error : null;
  }
}

function concernsOneMessage({ failure, scope, upstream }: UpstreamError): boolean {
  // Zendesk's own limit is no reason to send others more slowly.
  return failure === "throttled"
    ? scope === "one" || upstream === "zendesk"
    : failure !== "unauthorized" && failure !== "away";
}

/** It failed for now: this message waits, the others do not. */
async function sendLater(deps: Deps, message: BatchSend, error: UpstreamError): Promise<void> {
  const attempts = message.attempts + 1;
  const inSeconds = retryInSeconds(attempts, Math.random());
  if (inSeconds !== null) return releaseBatchSend(deps.db, { ...message, attempts }, inSeconds);
  const end = { status: "failed", errorCode: error.code ?? null, errorMessage: error.message } as const;
  await endSend(deps.db, message.logId, end);
}
