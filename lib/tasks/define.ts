import type * as z from "zod/mini";
import type { Ask } from "../db/ask.ts";
import type { MessageInContext } from "../db/messages/message-in-context.ts";
import type { ClaimedTask } from "../db/tasks/tasks.ts";
import type { TaskKind } from "../domain/tasks/task-kinds.ts";
import type { Deps } from "../ports.ts";

/** Work that goes on later, in the same task. */
export type Unfinished = { said: string; againInSeconds: number };

/** Work that is done when what it promises is: made together with its settlement, after that. */
export type Promising = {
  said: string;
  promises: Ask<unknown>[];
  /** The promises by themselves, where they cannot be made beside a settlement; one after another's, unless told otherwise. */
  alone?(): Promise<unknown>;
  /** A courtesy that goes on beside: nothing waits for it but the instance, before it leaves. Never rejects. */
  beside?: Promise<unknown> | undefined;
};

export type Outcome = string | Unfinished | Promising;

/** What was read in the transaction that claimed the task; nothing where that could not be. */
export type ReadAhead = { message?: MessageInContext | undefined };

/** A kind of work that we promised: what its payload looks like and how it is done. */
type TaskDefinition<Payload> = {
  /** Reads this version's payload (`TASK_KINDS`) and every older one's. */
  payload: z.ZodMiniType<Payload>;
  /**
   * Does the work and returns what came of it, in a few words for the log; or, with `againInSeconds`, that there is more to do
   * then, which counts as no failure; or what it promises at its end. Called again after any failure or crash, so
   * whatever it did before must not be done twice.
   * @throws {UpstreamError} the runner pauses, retries or buries the task by its failure
   */
  handle(payload: Payload, deps: Deps, task: ClaimedTask, ahead: ReadAhead): Promise<Outcome>;
  /** What is owed to others when the task dies. May be called more than once. */
  onDead?(payload: Payload, deps: Deps): Promise<void>;
};

/** A stored task that is about to be done, its payload read. */
type ReadTask = {
  handle(deps: Deps, task: ClaimedTask, ahead: ReadAhead): Promise<Outcome>;
  onDead(deps: Deps): Promise<void>;
};

/** A kind of task, as the runner knows it: what is in its payload is between its definition and whoever promised it. */
export type Task = {
  /** The work that a stored payload asks for; null when it is malformed. */
  read(payload: unknown): ReadTask | null;
};

/** Who does each kind of task. */
export type TaskRegistry = Readonly<Record<TaskKind, Task>>;

/** Makes a task of its definition: a payload is read by the schema before the handler sees it. */
export function defineTask<Payload>({ payload, handle, onDead }: TaskDefinition<Payload>): Task {
  return {
    read(stored) {
      const parsed = payload.safeParse(stored);
      if (!parsed.success) return null;
      return {
        handle: (deps, task, ahead) => handle(parsed.data, deps, task, ahead),
        onDead: async (deps) => onDead?.(parsed.data, deps),
      };
    },
  };
}
