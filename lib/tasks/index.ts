import { answerMessage } from "../inbound/answer-message.ts";
import { deliverMessage } from "../outbound/deliver-message.ts";
import { fileMessage } from "../tickets/file-message.ts";
import type { TaskDefinition } from "./define.ts";

/** Every kind of task there is, by name. */
export const TASKS: ReadonlyMap<string, TaskDefinition<never>> = new Map(
  // A payload is read by the schema beside its handler before the handler sees it.
  [answerMessage, fileMessage, deliverMessage].map((task) => [task.kind, task as TaskDefinition<never>]),
);
