/**
 * Every kind of task and the version of its payload. A deployment leaves newer versions to its successor, and its handlers read
 * older ones: raise a version when the payload changes, and let the schema beside the handler accept both.
 */
export const TASK_VERSIONS = {
  "answer-message": 1,
  "file-message": 1,
  "attach-late": 1,
  "deliver-message": 1,
} as const;

export type TaskKind = keyof typeof TASK_VERSIONS;

/** Tasks of one lane run one after another. A contact has three, so that a ticket that waits holds up no answer. */
export const lanes = {
  deciding: (contactId: string) => `contact:${contactId}`,
  filing: (contactId: string) => `ticket:${contactId}`,
  sending: (contactId: string) => `send:${contactId}`,
};
