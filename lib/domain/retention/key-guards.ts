import type { KeptKind } from "../kept-payload.ts";
import type { TaskKind } from "../tasks/task-kinds.ts";

/**
 * Whether the key of a task that is done keeps something from happening a second time, which nothing else would; see
 * docs/adr/0020-what-is-forgotten-when.md. Such a task is kept for 30 days at least. One whose key guards nothing goes when
 * `RETENTION_TASKS_DAYS` says so.
 */
export const KEY_GUARDS: Record<TaskKind | KeptKind, boolean> = {
  // What a webhook promises, and might once more when it is delivered again, or what a note is known by.
  "answer-message": true,
  "relay-comments": true,
  "announce-held": true,
  "add-note": true,
  "note-echo": true,
  "report-failure": true,
  "report-tick": true,
  "report-unsure": true,
  "remind-of-window": true,
  "ask-rating": true,
  "send-batch": true,
  "unknown-event": true,
  "unknown-status": true,
  "unknown-sender": true,
  "unreadable-element": true,
  // Promised by other tasks alone, and the row of the message says itself what became of it.
  "ask-assistant": false,
  "file-message": false,
  "attach-late": false,
  "deliver-message": false,
  // By its key a receipt, or a look for what never came, is worked off once.
  "recover-messages": true,
  "recover-answers": true,
  "erase-elsewhere": true,
  // It knows, blinded, who was erased, and what they wrote before is not looked for.
  "sweep-erased": true,
  // Begun anew when it is promised again.
  "look-again": false,
  "sync-templates": false,
  "send-tagged": false,
  purge: false,
};
