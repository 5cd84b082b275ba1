import { announceHeld } from "../agent-reply/announce-held.ts";
import { lookAgain } from "../agent-reply/look-again.ts";
import { relayComments } from "../agent-reply/relay-comments.ts";
import { remindOfWindow } from "../agent-reply/remind-of-window.ts";
import { sendBatch } from "../bulk/send-batch.ts";
import { sweepErased } from "../contacts/sweep-erased.ts";
import type { TaskKind } from "../domain/tasks/task-kinds.ts";
import { answerMessage } from "../inbound/answer-message.ts";
import { deliverMessage } from "../outbound/deliver-message.ts";
import { reportFailure } from "../statuses/report-failure.ts";
import { reportTick } from "../statuses/report-tick.ts";
import { reportUnsure } from "../statuses/report-unconfirmed.ts";
import { addNote } from "../tickets/add-note.ts";
import { attachLate } from "../tickets/attach-late.ts";
import { fileMessage } from "../tickets/file-in-zendesk.ts";
import { noteEcho } from "../tickets/note-echo.ts";
import type { TaskDefinition } from "./define.ts";

/** Who does each kind of task. */
export const TASKS: { [Kind in TaskKind]: TaskDefinition<never> } = {
  "answer-message": answerMessage as TaskDefinition<never>,
  "file-message": fileMessage as TaskDefinition<never>,
  "attach-late": attachLate as TaskDefinition<never>,
  "deliver-message": deliverMessage as TaskDefinition<never>,
  "relay-comments": relayComments as TaskDefinition<never>,
  "look-again": lookAgain as TaskDefinition<never>,
  "announce-held": announceHeld as TaskDefinition<never>,
  "add-note": addNote as TaskDefinition<never>,
  "note-echo": noteEcho as TaskDefinition<never>,
  "report-failure": reportFailure as TaskDefinition<never>,
  "report-tick": reportTick as TaskDefinition<never>,
  "report-unsure": reportUnsure as TaskDefinition<never>,
  "send-batch": sendBatch as TaskDefinition<never>,
  "remind-of-window": remindOfWindow as TaskDefinition<never>,
  "sweep-erased": sweepErased as TaskDefinition<never>,
};
