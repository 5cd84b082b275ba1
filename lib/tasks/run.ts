import type { Ask } from "../db/ask.ts";
import { isSpoiltByOne } from "../db/database-error.ts";
import type { FreeSlots } from "../db/tasks/claims.ts";
import { renewLeases } from "../db/tasks/leases.ts";
import { lookAgain } from "../db/tasks/second-look.ts";
import { type Taken, takeDue, takeDueUnread } from "../db/tasks/take-due.ts";
import type { ClaimedTask } from "../db/tasks/tasks.ts";
import { LEASE_SECONDS, RENEWED_EVERY_SECONDS } from "../domain/tasks/leases.ts";
import type { Deps } from "../ports.ts";
import type { ReadAhead, Task, TaskRegistry } from "./define.ts";
import type { Beside, End, Look } from "./drain.ts";
import { attempt, forLog, type LookBeside, settleSurely } from "./settle.ts";
import { type Allowed, freeSlots, inSlot, newSlot, type Slot } from "./slots.ts";

/** So that whoever filters a log by level sees what did not work at once, and what never will. */
const LOG_LEVELS = {
  done: "info",
  again: "info",
  retry: "warn",
  waiting: "warn",
  postponed: "warn",
  dead: "error",
} as const;

/** Tasks of an upstream that a settlement takes along: what it has just promised, and one more. */
const TAKEN_ALONG = 2;
/** For so long a settlement that takes something along waits for a row. */
const BESIDE_LOCK_MS = 200;

/**
 * Makes what takes the due tasks for which there are slots, and begins them: each call returns one promise for each, which
 * resolves when it is settled and never rejects. While tasks run, their leases are renewed.
 */
export function createWorker(deps: Deps, tasks: TaskRegistry): (beside: Beside) => Promise<Look> {
  const running = new Map<ClaimedTask, Slot>();
  const allowed: Allowed = new Map();
  /** What claims that are under way may take. */
  const reserved = new Set<Slot>();
  let looks = 0;
  let renewing: NodeJS.Timeout | undefined;

  const renew = () => {
    // Where it fails, the next comes before the lease ends; a task that is lost all the same is fenced off.
    void renewLeases(deps.db, [...running.keys()], LEASE_SECONDS).catch(() => {});
  };
  const runInSlot = async (task: ClaimedTask, ahead: ReadAhead, beside: Beside) => {
    const slot = newSlot(task.upstream, allowed);
    running.set(task, slot);
    renewing ??= setInterval(renew, RENEWED_EVERY_SECONDS * 1000);
    const end = await runTask(deps, tasks[task.kind], { task, slot, ahead }, (settles) =>
      lookBeside(settles, task, beside),
    );
    running.delete(task);
    if (running.size === 0) {
      clearInterval(renewing);
      renewing = undefined;
    }
    return end;
  };

  const whileReserved = async <T>(places: Slot[], work: () => Promise<T>): Promise<T> => {
    for (const place of places) reserved.add(place);
    try {
      return await work();
    } finally {
      for (const place of places) reserved.delete(place);
    }
  };

  /** Those that wait for somebody else's commit, by themselves; where that fails, they begin when their leases have ended. */
  const beginOthers = async (others: ClaimedTask[], beside: Beside) => {
    const places = others.map(({ upstream }) => newSlot(upstream, allowed));
    const begun = await whileReserved(places, () => lookAgain(deps.db, others)).catch(() => []);
    await Promise.all(begun.map((task) => runInSlot(task, {}, beside)));
    return undefined;
  };

  const look = async (
    free: FreeSlots,
    beside: Beside,
    take: (asked: { free: FreeSlots; leaseSeconds: number }) => Promise<Taken>,
  ): Promise<Look> => {
    looks += 1;
    const mine = looks;
    return whileReserved(slotsOf(free, allowed), async () => {
      const { alone, others, messages, nextDueInSeconds } = await take({ free, leaseSeconds: LEASE_SECONDS });
      const begun = alone.map((task) =>
        runInSlot(task, { message: messages.get(String(task.payload.logId)) }, beside),
      );
      const taken = [...alone, ...others];
      const isFull = Object.entries(free).some(
        ([upstream, most]) => most > 0 && taken.filter((task) => task.upstream === upstream).length >= most,
      );
      return {
        begun: others.length > 0 ? [...begun, beginOthers(others, beside)] : begun,
        nextDueInSeconds,
        isAll: !isFull && looks === mine,
      };
    });
  };

  /**
   * A settlement takes along what is due, where nobody else is at it: of many at once, the next look takes for all. It may wait for a row
   * that somebody holds, so it keeps few slots from others, and gives up soon: the settlement then waits by itself.
   */
  const lookBeside = async (settles: Ask<unknown>[], leaving: ClaimedTask, beside: Beside) => {
    const done = reserved.size === 0 ? beside() : null;
    if (!done) return false;
    const staying = [...running].filter(([task]) => task !== leaving).map(([, slot]) => slot);
    const limits = { lockTimeoutMs: BESIDE_LOCK_MS };
    try {
      const looked = await look(few(freeSlots(staying, allowed)), beside, (asked) =>
        takeDue(deps.db, { first: settles, ...limits, ...asked }),
      );
      // Its place is free for who looks next.
      running.delete(leaving);
      done(looked);
    } catch (error) {
      // Whoever came meanwhile found these slots taken.
      done({ begun: [] });
      throw error;
    }
    return true;
  };

  return async (beside) => {
    const free = freeSlots([...running.values(), ...reserved], allowed);
    if (Object.values(free).every((slots) => slots === 0)) return { begun: [], isAll: false };
    return look(free, beside, (asked) =>
      takeDue(deps.db, { first: [], ...asked }).catch((error) => {
        // A message that cannot be read is its own task's trouble, and no claim's. A database that is away would only fail twice.
        if (!isSpoiltByOne(error)) throw error;
        return takeDueUnread(deps.db, asked);
      }),
    );
  };
}

const few = (free: FreeSlots) =>
  Object.fromEntries(
    Object.entries(free).map(([upstream, slots]) => [upstream, Math.min(slots, TAKEN_ALONG)]),
  ) as FreeSlots; // the same upstreams

const slotsOf = (free: FreeSlots, allowed: Allowed): Slot[] =>
  Object.entries(free).flatMap(([upstream, places]) =>
    Array.from({ length: places }, () => newSlot(upstream as Slot["of"], allowed)),
  );

type Run = { task: ClaimedTask; slot: Slot; ahead: ReadAhead };

async function runTask(deps: Deps, kind: Task, run: Run, lookBeside: LookBeside): Promise<End> {
  const { task, slot, ahead } = run;
  const startedAt = performance.now();
  const fields = { task: task.kind, id: task.id, attempt: task.attempts };
  try {
    const ended = await inSlot(slot, () => attempt(deps, kind, task, ahead));
    const { ending, hasLooked } = await settleSurely(deps, kind, run, ended, lookBeside);
    const { settlement, said } = ending;
    const ms = Math.round(performance.now() - startedAt);
    const write = LOG_LEVELS[settlement.state];
    deps.log[write](`Task ${task.kind}: ${said}`, { ...fields, outcome: settlement.state, ms });
    return { hasLooked, beside: ended.promising?.beside };
  } catch (error) {
    // Our own database failed, so there is nothing to settle with: the lease ends and the task runs again.
    deps.log.error(`Task ${task.kind}: ${forLog(error)}`, { ...fields, outcome: "unsettled" });
    return { hasLooked: false };
  }
}
