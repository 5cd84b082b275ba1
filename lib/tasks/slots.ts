import { AsyncLocalStorage } from "node:async_hooks";
import type { FreeSlots } from "../db/tasks/claims.ts";
import type { Upstream } from "../domain/providers.ts";
import type { Called } from "../domain/tasks/task-kinds.ts";
import { UpstreamError } from "../errors.ts";
import { CALL_LASTS_MS, type UpstreamFetch } from "../http/upstream.ts";

/** Tasks under way that may be calling one upstream. */
const CALLING_ONE = 8;

/** Tasks of one upstream under way, whomever they are calling. */
const OF_ONE = 16;

/** What one task may take: the longest, a message with slow attachments, needs about as long. A call that is begun ends by then. */
const TASK_LASTS_MS = 55_000;

/** With what it writes afterwards, a task that is begun has ended after so long, unless the database does not take its settlement. */
export const LONGEST_TASK_MS = TASK_LASTS_MS + 5_000;

/** The place in which one task runs. */
export type Slot = {
  /** Whose task it is. */
  readonly of: Called | "none";
  /** Whom it is calling right now, once a call. */
  readonly calling: Upstream[];
  readonly answered: Set<Upstream>;
  readonly unanswered: Set<Upstream>;
  readonly endsAt: number;
};

/** An upstream that finds something wrong with a call works. */
const REFUSALS_OF_ONE = new Set([400, 422]);

const current = new AsyncLocalStorage<Slot>();

/** Runs a task's work in a slot: `accountable` calls within it count for it. */
export function inSlot<T>(slot: Slot, work: () => Promise<T>): Promise<T> {
  return current.run(slot, work);
}

export function newSlot(of: Slot["of"]): Slot {
  const endsAt = performance.now() + TASK_LASTS_MS;
  return { of, calling: [], answered: new Set(), unanswered: new Set(), endsAt };
}

/**
 * How many more tasks of each upstream may begin. A task counts for whom it is calling right now, so that whoever hangs keeps his own
 * slots: a ticket that waits for a picture from Meta is in the way of no other ticket.
 */
export function freeSlots(slots: Iterable<Slot>): FreeSlots {
  const all = [...slots];
  const free = (upstream: Called | "none") => {
    const own = all.filter((slot) => slot.of === upstream);
    const calling = all.filter(({ calling: [called], of }) => (called ?? of) === upstream);
    return Math.max(0, Math.min(CALLING_ONE - calling.length, OF_ONE - own.length));
  };
  return {
    none: free("none"),
    twilio: free("twilio"),
    meta: free("meta"),
    zendesk: free("zendesk"),
    model: free("model"),
  };
}

/**
 * A fetch that tells the slot in which it is called whom its task is calling and who answered, and lets no call outlive the task's time, unless the call has a limit of its own.
 * @throws {UpstreamError} "throttled" before the call when the task's time is up: it goes on later
 */
export function accountable(fetchUpstream: UpstreamFetch): UpstreamFetch {
  return async (upstream, url, init = {}) => {
    const slot = current.getStore();
    if (!slot) return fetchUpstream(upstream, url, init);
    const leftMs = slot.endsAt - performance.now();
    if (leftMs < 1_000)
      throw new UpstreamError(upstream, "throttled", {
        scope: "one",
        retryAfterSeconds: 5,
        reason: "the task's time was up before this call",
      });
    slot.calling.push(upstream);
    try {
      const isShort = leftMs < CALL_LASTS_MS;
      const limit = isShort ? { signal: AbortSignal.timeout(Math.floor(leftMs)) } : {};
      const response = await fetchUpstream(upstream, url, { ...limit, ...init });
      if (response.ok || REFUSALS_OF_ONE.has(response.status)) slot.answered.add(upstream);
      return response;
    } catch (error) {
      slot.unanswered.add(upstream);
      throw error;
    } finally {
      slot.calling.splice(slot.calling.indexOf(upstream), 1);
    }
  };
}
