import { announceHeld } from "../agent-reply/announce-held.ts";
import { lookAgain } from "../agent-reply/look-again.ts";
import { relayTask } from "../agent-reply/relay-task.ts";
import { remindOfWindow } from "../agent-reply/remind-of-window.ts";
import { askAssistant } from "../assistant/ask-assistant.ts";
import { sendBatch } from "../bulk/send-batch.ts";
import { eraseElsewhere } from "../contacts/erase-elsewhere.ts";
import { sweepErased } from "../contacts/sweep-erased.ts";
import { sendTagged } from "../from-ticket/send-tagged.ts";
import { answerMessage } from "../inbound/answer-message.ts";
import { deliverMessage } from "../outbound/deliver-message.ts";
import { askRating } from "../ratings/ask-rating.ts";
import { recoverAnswers } from "../recovery/recover-answers.ts";
import { recoverMessages } from "../recovery/recover-messages.ts";
import { purge } from "../retention/purge.ts";
import { reportFailure } from "../statuses/report-failure.ts";
import { reportTick } from "../statuses/report-tick.ts";
import { reportUnconfirmed } from "../statuses/report-unconfirmed.ts";
import type { TaskRegistry } from "../tasks/define.ts";
import { syncTask } from "../templates/sync-templates.ts";
import { addNote } from "../tickets/add-note.ts";
import { attachLate } from "../tickets/attach-late.ts";
import { fileInZendesk } from "../tickets/file-in-zendesk.ts";
import { noteEcho } from "../tickets/note-echo.ts";

/** Who does each kind of task. */
export const TASKS: TaskRegistry = {
  "answer-message": answerMessage,
  "ask-assistant": askAssistant,
  "file-message": fileInZendesk,
  "attach-late": attachLate,
  "deliver-message": deliverMessage,
  "relay-comments": relayTask,
  "look-again": lookAgain,
  "send-tagged": sendTagged,
  "announce-held": announceHeld,
  "add-note": addNote,
  "note-echo": noteEcho,
  "report-failure": reportFailure,
  "report-tick": reportTick,
  "report-unsure": reportUnconfirmed,
  "ask-rating": askRating,
  "send-batch": sendBatch,
  "remind-of-window": remindOfWindow,
  "sweep-erased": sweepErased,
  purge,
  "erase-elsewhere": eraseElsewhere,
  "recover-messages": recoverMessages,
  "recover-answers": recoverAnswers,
  "sync-templates": syncTask,
};
