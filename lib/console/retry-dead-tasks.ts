import {
  type Death,
  discardTask,
  endKept,
  keptAfter,
  retryTask,
  retryTasks,
} from "../db/tasks/tasks-by-hand.ts";
import type { TaskInFull } from "../db/tasks/tasks-listed.ts";
import { isKeptKind, type KeptKind } from "../domain/kept-payload.ts";
import { TASK_KINDS, type TaskKind } from "../domain/tasks/task-kinds.ts";
import type { Deps } from "../ports.ts";
import type { Counted, Notice } from "./notices.ts";

/** Tasks that one statement tries again, and payloads that one statement brings. */
const PER_STATEMENT = 500;

/** Payloads that one press of the button accepts, and those that it looks at: those that nobody understands yet cost little. */
const ACCEPTED_PER_PRESS = 500;
const READ_PER_PRESS = 10_000;

/** Whether it can be the id of a task. */
export function isTaskId(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}

/** Whether somebody here can do tasks of this kind, or read what was kept. */
export function canBeTriedAgain(kind: string): kind is TaskKind | KeptKind {
  return Object.hasOwn(TASK_KINDS, kind) || isKeptKind(kind);
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

/** Tries all tasks of a kind again that were dead at a moment; of kept payloads 500 that are understood by now, those that died first. */
export async function tryAgainAll(
  deps: Deps,
  { kind, deadBy }: { kind: TaskKind | KeptKind; deadBy: string },
): Promise<Counted> {
  if (isKeptKind(kind)) return readAllAgain(deps, { kind, deadBy });
  let count = 0;
  for (;;) {
    const retried = await retryTasks(deps.db, { kind, deadBy, limit: PER_STATEMENT });
    if (retried === 0) return { notice: "tasks-retried", counts: { count } };
    count += retried;
  }
}

async function readAllAgain(
  deps: Deps,
  { kind, deadBy }: { kind: KeptKind; deadBy: string },
): Promise<Counted> {
  let [count, stayed] = [0, 0];
  let after: Death | null = null;
  while (count + stayed < READ_PER_PRESS) {
    const page = await keptAfter(deps.db, { kind, deadBy, after, limit: PER_STATEMENT });
    for (const kept of page) {
      if ((await deps.readAgain({ ...kept, kind })) === "accepted") {
        await endKept(deps.db, kept);
        count += 1;
      } else stayed += 1;
      if (count === ACCEPTED_PER_PRESS) return { notice: "kept-read-more", counts: { count, stayed } };
    }
    if (page.length < PER_STATEMENT) return { notice: "kept-read", counts: { count, stayed } };
    after = page.at(-1) ?? null;
  }
  return { notice: "kept-read-more", counts: { count, stayed } };
}
