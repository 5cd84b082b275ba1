import * as z from "zod/mini";
import {
  type BatchSend,
  nextOfBatchInSeconds,
  releaseBatchSend,
  sendsToLookUp,
  slowDown,
  takeBatchSends,
} from "../db/bulk/batch-sends.ts";
import { endSend } from "../db/messages/sends.ts";
import { recordUnconfirmed } from "../db/messages/unconfirmed-sends.ts";
import {
  LOOKED_UP_AFTER_SECONDS,
  LOOKED_UP_AGAIN_SECONDS,
  MOST_HAND_OVERS,
} from "../domain/tasks/lost-answers.ts";
import { retryInSeconds } from "../domain/tasks/retry-policy.ts";
import { UNSENT } from "../domain/wording/unsent.ts";
import { NotConfiguredError, UpstreamError } from "../errors.ts";
import { handOver, lookUpSend } from "../outbound/hand-to-provider.ts";
import { isForAnother } from "../outbound/whose-ticket.ts";
import type { Deps } from "../ports.ts";
import { defineTask } from "../tasks/define.ts";
import { endUnsent } from "./cancel-batch.ts";

/** For so long a worker goes on before it lets other tasks of its instance have their turn. */
const SLICE_MS = 500;

/** Messages that one worker has under way at a time. */
const AT_ONCE = 10;

/** How long a provider that throttled us, without saying for how long, gets no bulk messages. */
const THROTTLED_SECONDS = 3;

/**
 * Sends a batch's messages at the account's rate, beside other workers that do the same. Each message's row says how far it is, so
 * that a worker may die anywhere: what it had not handed over others take, and what it had, or what lost its answer, is looked up at the provider.
 */
export const sendBatch = defineTask({
  payload: z.object({ batchId: z.string(), worker: z.number() }),

  async handle({ batchId, worker }, deps) {
    const { sendRatePerSecond: ratePerSecond } = deps.env;
    const endsAt = performance.now() + SLICE_MS;
    let sent = 0;
    const isAnyLeft = worker === 1 && (await lookUpSends(deps, batchId));
    while (performance.now() < endsAt) {
      const taken = await takeBatchSends(deps.db, { batchId, ratePerSecond, limit: AT_ONCE });
      if (taken.length === 0) break;
      const outcomes = await Promise.all(taken.map((message) => send(deps, message)));
      sent += taken.length;
      const stop = outcomes.find((outcome) => outcome !== null);
      if (stop) throw stop;
    }
    const lookedUpAfterSeconds = worker === 1 ? LOOKED_UP_AFTER_SECONDS : null;
    const next = await nextOfBatchInSeconds(deps.db, { batchId, lookedUpAfterSeconds });
    if (next === null) {
      // What was given back after a cancellation had looked for it.
      await endUnsent(deps, batchId);
      return `${sent} sent, the batch is done`;
    }
    return {
      said: `${sent} sent`,
      againInSeconds: isAnyLeft ? Math.max(next, LOOKED_UP_AGAIN_SECONDS) : next,
    };
  },

  async onDead({ batchId }, deps) {
    deps.log.error("A batch has a sender less: what it may leave unsent is at /console/batches", { batchId });
  },
});

/** Sends one message. Returns the error that no other message would fare better with, and null for every other outcome. */
async function send(deps: Deps, message: BatchSend): Promise<unknown> {
  try {
    const { waitedOnTicket } = message;
    // It may have waited for days, and its ticket may have been given to somebody else meanwhile.
    if (waitedOnTicket !== null && (await isForAnother(deps, waitedOnTicket))) {
      await endSend(deps.db, message.logId, { status: "canceled", ...UNSENT.forAnother });
      return null;
    }
    const { outcome } = await handOver(deps, message);
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
    await releaseBatchSend(deps.db, message, 0);
    if (!(error instanceof UpstreamError) || failure === "unauthorized" || failure === "away") return error;
    const seconds = error.retryAfterSeconds ?? THROTTLED_SECONDS;
    await slowDown(deps.db, message.provider, { ratePerSecond: deps.env.sendRatePerSecond, seconds });
    return null;
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

/** It never arrived: it goes once more, but not for ever. */
async function handOverAgain(deps: Deps, message: BatchSend): Promise<void> {
  const attempts = message.attempts + 1;
  if (attempts >= MOST_HAND_OVERS) await recordUnconfirmed(deps.db, message);
  else await releaseBatchSend(deps.db, { ...message, attempts }, 0);
}

/** Looks up what has had no answer for long enough. Returns whether something cannot be told apart yet. */
async function lookUpSends(deps: Deps, batchId: string): Promise<boolean> {
  let isAnyLeft = false;
  const toLookUp = await sendsToLookUp(deps.db, batchId, {
    olderThanSeconds: LOOKED_UP_AFTER_SECONDS,
    limit: AT_ONCE,
  });
  for (const message of toLookUp) {
    try {
      const { outcome } = await lookUpSend(deps, message, message.handedOverAt ?? new Date());
      if (outcome === "was-not-sent") await handOverAgain(deps, message);
      isAnyLeft ||= outcome === "later";
    } catch (error) {
      // A provider that refuses to look for one message may find the next.
      if (!(error instanceof UpstreamError) || error.failure !== "rejected") throw error;
      await recordUnconfirmed(deps.db, message);
    }
  }
  return isAnyLeft;
}
