/** What is said after a form was obeyed, by the word that stands in the address. */
export const NOTICES = {
  blocked: "Blocked: what they write is logged, and makes no ticket.",
  unblocked: "No longer blocked.",
  "opted-out": "Opted out: nothing is sent to them any more.",
  "opted-in": "Opted in again: they get messages.",
  erased: "Erased: no number, name or text of theirs is left here.",
  canceled: "Canceled: what was not sent yet is not sent.",
  retried: "What failed and may go through now is tried again.",
  "task-retried": "The task runs again now.",
  "task-discarded": "Discarded: the task is not tried again.",
  "tasks-retried": "The dead tasks of this kind run again now.",
  "task-not-dead": "Nothing was done: the task was not dead any more.",
  "task-read": "Understood now, and accepted as if it had just come.",
  "task-not-understood": "Nobody here understands it yet: it stays as it was.",
} as const;

export type Notice = keyof typeof NOTICES;

export function isNotice(word: string | null): word is Notice {
  return word !== null && Object.hasOwn(NOTICES, word);
}
