import { type Death, discardTask, endKept, enterReadAgain, retryTask } from "../db/tasks/tasks-by-hand.ts";
import type { TaskInFull } from "../db/tasks/tasks-listed.ts";
import type { Actor } from "../domain/access/actor.ts";
import { isKeptKind, type KeptKind } from "../domain/kept-payload.ts";
import type { TaskKind } from "../domain/tasks/task-kinds.ts";
import type { Deps } from "../ports.ts";
import { type Done, findDead, retryDead } from "../tasks/dead-in-bulk.ts";
import type { Counted, Notice } from "./notices.ts";

/** Payloads that one press of the button accepts, and those that it looks at: those that nobody understands yet cost little. */
const PER_PRESS = { accepted: 500, read: 10_000 };

/** Whether it can be the id of a task. */
export function isTaskId(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}

/** Tries a dead task again, or reads a kept payload once more. Safe to do twice: it concerns this one death. Says which task it is now. */
export async function tryAgain(
  deps: Deps,
  { task, death, actor }: { task: TaskInFull; death: Death; actor: Actor },
): Promise<{ id: string; notice: Notice }> {
  const { id, kind, payload, createdAt: keptAt } = task;
  if (!isKeptKind(kind)) {
    const revived = await retryTask(deps.db, death, actor);
    return revived === "not-dead" ? { id, notice: "task-not-dead" } : { id: revived, notice: "task-retried" };
  }
  if (!task.deadAt || task.at !== death.at) return { id, notice: "task-not-dead" };
  const { raw, beside } = payload;
  const kept = { kind, raw: String(raw ?? ""), beside, why: task.lastError ?? "", keptAt };
  await enterReadAgain(deps.db, { kind, ids: [id], actor });
  if ((await deps.readAgain(kept)) === "not-understood") return { id, notice: "task-not-understood" };
  await endKept(deps.db, death);
  return { id, notice: "task-read" };
}

/** Puts a dead task aside for good. */
export async function discard({ db }: Pick<Deps, "db">, death: Death, actor: Actor): Promise<Notice> {
  return (await discardTask(db, death, actor)) === "discarded" ? "task-discarded" : "task-not-dead";
}

/** Tries all tasks of a kind again that were dead at a moment; of kept payloads 500 that are understood by now, those kept first. */
export async function tryAgainAll(
  deps: Deps,
  { kind, deadBy, actor }: { kind: TaskKind | KeptKind; deadBy: string; actor: Actor },
): Promise<Counted> {
  const deaths = await findDead(deps.db, { kind, deadBy, reason: null });
  return tellRetried(kind, await retryDead(deps, { kind, deaths, actor, limits: PER_PRESS }));
}

/** What is said of tasks that were tried again, or payloads that were read. */
export function tellRetried(kind: string, { count, stayed, isAll }: Done): Counted {
  if (!isKeptKind(kind)) return { notice: "tasks-retried", counts: { count } };
  return { notice: isAll ? "kept-read" : "kept-read-more", counts: { count, stayed } };
}
