import type { Db } from "../db/client.ts";
import { deadTasks } from "../db/tasks/dead-tasks.ts";
import {
  type Death,
  discardTasks,
  endKept,
  enterReadAgain,
  keptOf,
  retryTasks,
} from "../db/tasks/tasks-by-hand.ts";
import type { Actor } from "../domain/access/actor.ts";
import { isKeptKind, type KeptKind } from "../domain/kept-payload.ts";
import { reasonOfDeath } from "../domain/tasks/reason-of-death.ts";
import { TASK_KINDS, type TaskKind } from "../domain/tasks/task-kinds.ts";
import type { Deps } from "../ports.ts";

/** Which dead tasks are meant: of a kind, by what is left of their errors, and dead at a moment. Null means whichever. */
export type WhichDead = { kind: string; reason: string | null; deadBy: string | null };

export type DeadGroup = { kind: string; reason: string; count: number; since: Date };

/** How many were tried again, accepted or discarded; how many stayed as nobody understands them yet; and whether all were looked at. */
export type Done = { count: number; stayed: number; isAll: boolean };

/** Which deaths, and who wants it. */
type Asked = { deaths: Death[]; actor: Actor };

/** Tasks that one statement tries again or discards, so that none keeps others waiting. */
const PER_STATEMENT = 500;
/** Payloads that stand in memory at once: each may be a megabyte. */
const KEPT_AT_ONCE = 50;

/** Whether somebody here can do tasks of this kind, or read what was kept. */
export function canBeTriedAgain(kind: string): kind is TaskKind | KeptKind {
  return Object.hasOwn(TASK_KINDS, kind) || isKeptKind(kind);
}

/** The dead tasks by kind and reason, the largest group first, of the `atMost` that died first; and when the latest of these died. */
export async function groupDead(
  db: Db,
  { atMost = Number.POSITIVE_INFINITY }: { atMost?: number } = {},
): Promise<{ groups: DeadGroup[]; deadBy: string | null; isAll: boolean }> {
  const groups = new Map<string, DeadGroup>();
  let [looked, deadBy]: [number, string | null] = [0, null];
  for await (const page of deadTasks(db, { kind: null, deadBy: null })) {
    for (const { kind, lastError, at } of page) {
      const reason = reasonOfDeath(lastError);
      const name = `${kind} ${reason}`;
      const group = groups.get(name) ?? { kind, reason, count: 0, since: new Date(at) };
      groups.set(name, { ...group, count: group.count + 1 });
    }
    looked += page.length;
    deadBy = page.at(-1)?.at ?? deadBy;
    if (looked >= atMost) break;
  }
  const largestFirst = [...groups.values()].sort((a, b) => b.count - a.count);
  return { groups: largestFirst, deadBy, isAll: looked < atMost };
}

/** The deaths that are meant, in the order of their tasks' ids: so those of one lane, retried slice by slice, keep their order. */
export async function findDead(db: Db, { kind, reason, deadBy }: WhichDead): Promise<Death[]> {
  const deaths: Death[] = [];
  for await (const page of deadTasks(db, { kind, deadBy })) {
    for (const { id, at, lastError } of page)
      if (reason === null || reasonOfDeath(lastError) === reason) deaths.push({ id, at });
  }
  return deaths.sort((a, b) => Number(a.id) - Number(b.id));
}

/**
 * Tries dead tasks of a kind again, or reads kept payloads once more. Safe to do twice and at the same time: each death is retried once.
 * @param asked.limits for kept payloads: how many are accepted at most, and looked at
 */
export async function retryDead(
  deps: Pick<Deps, "db" | "readAgain">,
  { kind, deaths, actor, limits = NO_LIMITS }: Asked & { kind: TaskKind | KeptKind; limits?: KeptLimits },
): Promise<Done> {
  if (isKeptKind(kind)) return readAgainAll(deps, { kind, deaths, actor, limits });
  const count = await sliceBySlice(deaths, (slice) => retryTasks(deps.db, slice, actor));
  return { count, stayed: 0, isAll: true };
}

/** Puts dead tasks aside for good, each once, whoever else does so. */
export async function discardDead({ db }: Pick<Deps, "db">, { deaths, actor }: Asked): Promise<Done> {
  const count = await sliceBySlice(deaths, (slice) => discardTasks(db, slice, actor));
  return { count, stayed: 0, isAll: true };
}

async function sliceBySlice(deaths: Death[], act: (slice: Death[]) => Promise<number>): Promise<number> {
  let count = 0;
  for (let from = 0; from < deaths.length; from += PER_STATEMENT)
    count += await act(deaths.slice(from, from + PER_STATEMENT));
  return count;
}

export type KeptLimits = { accepted: number; read: number };
const NO_LIMITS = { accepted: Number.POSITIVE_INFINITY, read: Number.POSITIVE_INFINITY };

async function readAgainAll(
  { db, readAgain }: Pick<Deps, "db" | "readAgain">,
  { kind, deaths, actor, limits }: Asked & { kind: KeptKind; limits: KeptLimits },
): Promise<Done> {
  let [count, stayed] = [0, 0];
  const looked = deaths.slice(0, limits.read);
  if (looked.length > 0) await enterReadAgain(db, { kind, actor, ids: looked.map(({ id }) => id) });
  for (let from = 0; from < looked.length; from += KEPT_AT_ONCE) {
    for (const kept of await keptOf(db, looked.slice(from, from + KEPT_AT_ONCE))) {
      if (count === limits.accepted) return { count, stayed, isAll: false };
      if ((await readAgain({ ...kept, kind })) === "accepted") {
        await endKept(db, kept);
        count += 1;
      } else stayed += 1;
    }
  }
  return { count, stayed, isAll: looked.length === deaths.length };
}
