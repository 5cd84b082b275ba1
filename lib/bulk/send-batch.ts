import * as z from "zod/mini";
import {
  type BatchSend,
  nextOfBatchInSeconds,
  releaseBatchSend,
  sendsToLookUp,
} from "../db/bulk/batch-sends.ts";
import { recordUnconfirmed } from "../db/messages/unconfirmed-sends.ts";
import {
  LOOKED_UP_AFTER_SECONDS,
  LOOKED_UP_AGAIN_SECONDS,
  MOST_HAND_OVERS,
} from "../domain/tasks/lost-answers.ts";
import { UpstreamError } from "../errors.ts";
import { lookUpSend } from "../outbound/hand-to-provider.ts";
import type { Deps } from "../ports.ts";
import { defineTask } from "../tasks/define.ts";
import { endUnsent } from "./cancel-batch.ts";
import { sendSlice } from "./send-slice.ts";

/** Messages whose answers are looked for in one turn. */
const LOOKED_UP_AT_ONCE = 10;

/**
 * Sends a batch's messages at the account's rate, beside other workers that do the same. Each message's row says how far it is, so
 * that a worker may die anywhere: what it had not handed over others take, and what it had, or what lost its answer, is looked up at the provider.
 */
export const sendBatch = defineTask({
  payload: z.object({ batchId: z.string(), worker: z.number() }),

  async handle({ batchId, worker }, deps) {
    const isAnyLeft = worker === 1 && (await lookUpSends(deps, batchId));
    const sent = await sendSlice(deps, batchId);
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
    limit: LOOKED_UP_AT_ONCE,
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
