/** What became of a turn: the model is being asked, its answer goes to the customer, or a person takes over. */
export const TURN_OUTCOMES = ["asked", "answered", "handed-over"] as const;
export type TurnOutcome = (typeof TURN_OUTCOMES)[number];

/** Why a person takes over. Whoever must name each of them does not compile while one is left out. */
export const HAND_OVER_REASONS = [
  /** The customer wrote HUMAN. */
  "asked-for",
  /** The model thought it better, or the customer asked it in other words. */
  "by-the-model",
  /** Words that a person has to read. */
  "unsafe",
  /** A file, a place, or anything else that is no text. */
  "no-text",
  /** More than the model may read at once. */
  "too-much",
  "no-progress",
  /** The model, or its server, failed; it was too slow; or it rests after that. */
  "model-failed",
  "too-slow",
  /** The server refused this question, or a tool of ours failed: that says nothing of the model. */
  "refused",
  "model-rests",
  "budget",
  /** It took all its steps and said nothing. */
  "no-answer",
  /** What it said must not leave: nonsense, of the instructions, or with a link that is not in the knowledge. */
  "too-long",
  "leak",
  "unknown-link",
  /** A person, or Meta's agent, has the conversation by now. */
  "with-a-person",
  /** An automatic answer may not go out now: consent, the service window, too many of them. */
  "may-not-answer",
  /** The answer did not reach the customer: it failed, was unwanted by then, or nobody knows. */
  "not-delivered",
  /** The assistant was switched off meanwhile. */
  "switched-off",
] as const;
export type HandOverReason = (typeof HAND_OVER_REASONS)[number];
