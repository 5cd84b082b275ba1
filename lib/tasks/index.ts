import type { TaskKind } from "../domain/task-kinds.ts";
import { answerMessage } from "../inbound/answer-message.ts";
import { deliverMessage } from "../outbound/deliver-message.ts";
import { attachLate } from "../tickets/attach-late.ts";
import { fileMessage } from "../tickets/file-message.ts";
import type { TaskDefinition } from "./define.ts";

/** Who does each kind of task. */
export const TASKS: { [Kind in TaskKind]: TaskDefinition<never> } = {
  "answer-message": answerMessage as TaskDefinition<never>,
  "file-message": fileMessage as TaskDefinition<never>,
  "attach-late": attachLate as TaskDefinition<never>,
  "deliver-message": deliverMessage as TaskDefinition<never>,
};
