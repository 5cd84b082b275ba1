import type * as z from "zod/mini";
import type { ClaimedTask } from "../db/tasks/tasks.ts";
import type { Deps } from "../deps.ts";

/** Work that goes on later, in the same task. */
export type Unfinished = { said: string; againInSeconds: number };

/** A kind of work that we promised: what its payload looks like and how it is done. */
export type TaskDefinition<Payload> = {
  /** Reads this version's payload (`TASK_VERSIONS`) and every older one's. */
  payload: z.ZodMiniType<Payload>;
  /**
   * Does the work and returns what came of it, in a few words for the log; or, with `againInSeconds`, that there is more to do
   * then, which counts as no failure. Called again after any failure or crash, so
   * whatever it did before must not be done twice.
   * @throws {UpstreamError} the runner pauses, retries or buries the task by its failure
   */
  handle(payload: Payload, deps: Deps, task: ClaimedTask): Promise<string | Unfinished>;
  /** What is owed to others when the task dies. May be called more than once. */
  onDead?(payload: Payload, deps: Deps): Promise<void>;
};

/** A definition whose payload type follows from its schema. */
export function defineTask<Payload>(definition: TaskDefinition<Payload>): TaskDefinition<Payload> {
  return definition;
}
