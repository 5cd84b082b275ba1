/** How the assistant takes its time, and what it may spend; docs/assistant.md tells of them. */
export const ASSISTANT_LIMITS = {
  /** People write in pieces: so long after the last, they are answered together; whoever writes on and on, after the longest. */
  quietSeconds: 4,
  longestWaitSeconds: 20,
  /** A customer waits for it, and then for a person. */
  modelPatienceMs: 8_000,
  /** A message that waited for so long for its turn is a person's: others are before it, and the model is slow. */
  longestQueueSeconds: 45,
  /** What the model may cost in one turn. */
  steps: 4,
  outputTokens: 700,
  historyTokens: 3_000,
  /** In characters: an answer on a phone. A channel may take less. */
  longestAnswer: 1_500,
  /** More than anybody asks about at once. */
  tickets: 10,
  /** After so many turns in a row that brought the customer no further, a person takes over. */
  unprogressed: 3,
  /** A turn whose worker died over the question is asked about once more, not for ever. */
  questions: 2,
  /** A model that failed so often in a row rests for so long. */
  failuresInARow: 3,
  restSeconds: 60,
} as const;
