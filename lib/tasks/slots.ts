import { AsyncLocalStorage } from "node:async_hooks";
import type { FreeSlots } from "../db/tasks/claims.ts";
import type { Upstream } from "../domain/providers.ts";
import type { Called } from "../domain/tasks/task-kinds.ts";
import { UpstreamError } from "../errors.ts";
import { CALL_LASTS_MS, type UpstreamFetch } from "../http/upstream.ts";

/**
 * Tasks under way that may be calling one upstream: so many at first, and whenever it has failed or asked for rest; one more with each
 * answer. After so long without one, be it that another instance was asked to let it rest, it is as at first.
 */
const CALLING_AT_FIRST = 8;
const CALLING_AT_MOST = 48;
const GROWN_FOR_MS = 5_000;

/** Tasks of one upstream under way that call nobody right now: they need the database, whose few connections webhooks need as well. */
const CALLING_NOBODY = 8;

/** Tasks of one upstream under way besides, which are calling others. */
const CALLING_OTHERS = 8;

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
  readonly allowed: Allowed;
};

/** How many tasks may be calling each upstream, as this worker has it from its answers, and until when; and how often it has failed. */
export type Allowed = Map<Called | "none", { calling: number; until: number; failed: number }>;

/** An upstream that finds something wrong with a call works. */
const REFUSALS_OF_ONE = new Set([400, 422]);

const current = new AsyncLocalStorage<Slot>();

/** Runs a task's work in a slot: `accountable` calls within it count for it. */
export function inSlot<T>(slot: Slot, work: () => Promise<T>): Promise<T> {
  return current.run(slot, work);
}

export function newSlot(of: Slot["of"], allowed: Allowed): Slot {
  const endsAt = performance.now() + TASK_LASTS_MS;
  return { of, calling: [], answered: new Set(), unanswered: new Set(), endsAt, allowed };
}

/**
 * How many more tasks of each upstream may begin. A task counts for whom it is calling right now, so that whoever hangs keeps his own
 * slots: a ticket that waits for a picture from Meta is in the way of no other ticket. One that takes its time gets more of them than one
 * that answers at once, whose tasks are hardly ever calling. See docs/adr/0035-slots-grow-with-answers.md.
 */
export function freeSlots(slots: Iterable<Slot>, allowed: Allowed): FreeSlots {
  const all = [...slots];
  const free = (upstream: Called | "none") => {
    const own = all.filter((slot) => slot.of === upstream);
    const idle = own.filter(({ calling }) => calling.length === 0);
    const calling = all.filter(({ calling: [called], of }) => (called ?? of) === upstream);
    const most = allowedTo(allowed, upstream).calling;
    return Math.max(
      0,
      Math.min(most - calling.length, CALLING_NOBODY - idle.length, most + CALLING_OTHERS - own.length),
    );
  };
  return {
    none: free("none"),
    twilio: free("twilio"),
    meta: free("meta"),
    zendesk: free("zendesk"),
    model: free("model"),
  };
}

function allowedTo(allowed: Allowed, upstream: Called | "none") {
  const { calling, until, failed } = allowed.get(upstream) ?? AT_FIRST;
  return { calling: until > performance.now() ? calling : CALLING_AT_FIRST, failed };
}

const AT_FIRST = { calling: CALLING_AT_FIRST, until: 0, failed: 0 };

/** One call more may be under way. Answers to what was called before a failure tell nothing of what the upstream bears since. */
function grow(allowed: Allowed, upstream: Upstream, failedBefore: number): void {
  const { calling, failed } = allowedTo(allowed, upstream);
  if (failed > failedBefore) return;
  const until = performance.now() + GROWN_FOR_MS;
  allowed.set(upstream, { calling: Math.min(calling + 1, CALLING_AT_MOST), until, failed });
}

/** From now on as few call it as at first: it failed, or asks for rest. */
export function callFewer(upstream: Upstream): void {
  const allowed = current.getStore()?.allowed;
  if (allowed) allowed.set(upstream, { ...AT_FIRST, failed: allowedTo(allowed, upstream).failed + 1 });
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
    const failedBefore = allowedTo(slot.allowed, upstream).failed;
    try {
      const isShort = leftMs < CALL_LASTS_MS;
      const limit = isShort ? { signal: AbortSignal.timeout(Math.floor(leftMs)) } : {};
      const response = await fetchUpstream(upstream, url, { ...limit, ...init });
      const { ok, status } = response;
      if (ok || REFUSALS_OF_ONE.has(status)) slot.answered.add(upstream);
      if (ok) grow(slot.allowed, upstream, failedBefore);
      if (status >= 500) callFewer(upstream);
      return response;
    } catch (error) {
      slot.unanswered.add(upstream);
      callFewer(upstream);
      throw error;
    } finally {
      slot.calling.splice(slot.calling.indexOf(upstream), 1);
    }
  };
}
