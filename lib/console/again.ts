import { type Death, discardTask, endKept, oldestKept, retryTask, retryTasks } from "../db/tasks-by-hand.ts";
import type { TaskInFull } from "../db/tasks-listed.ts";
import type { Deps } from "../deps.ts";
import { isKeptKind, type KeptKind } from "../domain/kept-payload.ts";
import { TASK_VERSIONS, type TaskKind } from "../domain/task-kinds.ts";
import type { Notice } from "./notices.ts";

/** Tasks that one statement tries again, and payloads that one press of the button reads again. */
const PER_STATEMENT = 500;

/** Whether it can be the id of a task. */
export function isTaskId(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}

/** Whether somebody here can do tasks of this kind, or read what was kept. */
export function canBeTriedAgain(kind: string): kind is TaskKind | KeptKind {
  return Object.hasOwn(TASK_VERSIONS, kind) || isKeptKind(kind);
}

/** Tries a dead task again, or reads a kept payload once more. Safe to do twice: it concerns this one death. Says which task it is now. */
export async function tryAgain(
  deps: Deps,
  task: TaskInFull,
  death: Death,
): Promise<{ id: string; notice: Notice }> {
  const { id, kind, payload, createdAt: keptAt } = task;
  if (!isKeptKind(kind)) {
    const revived = await retryTask(deps.db, death);
    return revived === "not-dead" ? { id, notice: "task-not-dead" } : { id: revived, notice: "task-retried" };
  }
  if (!task.deadAt || task.at !== death.at) return { id, notice: "task-not-dead" };
  const { raw, beside } = payload;
  const kept = { kind, raw: String(raw ?? ""), beside, why: task.lastError ?? "", keptAt };
  if ((await deps.readAgain(kept)) === "not-understood") return { id, notice: "task-not-understood" };
  await endKept(deps.db, death);
  return { id, notice: "task-read" };
}

/** Puts a dead task aside for good. */
export async function discard({ db }: Pick<Deps, "db">, death: Death): Promise<Notice> {
  return (await discardTask(db, death)) === "discarded" ? "task-discarded" : "task-not-dead";
}

/** Tries all tasks of a kind again that were dead at a moment; of kept payloads the 500 that have been dead for longest. */
export async function tryAgainAll(
  deps: Deps,
  { kind, deadBy }: { kind: TaskKind | KeptKind; deadBy: string },
): Promise<void> {
  if (isKeptKind(kind)) return readAllAgain(deps, { kind, deadBy });
  while ((await retryTasks(deps.db, { kind, deadBy, limit: PER_STATEMENT })) > 0);
}

async function readAllAgain(deps: Deps, { kind, deadBy }: { kind: KeptKind; deadBy: string }): Promise<void> {
  for (const kept of await oldestKept(deps.db, { kind, deadBy, limit: PER_STATEMENT })) {
    if ((await deps.readAgain({ ...kept, kind })) === "accepted") await endKept(deps.db, kept);
  }
}
