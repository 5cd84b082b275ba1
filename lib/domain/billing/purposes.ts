/** What caused a message of ours. */
export const CAUSES = ["agent", "confirmation", "command", "assistant", "bulk", "rating", "other"] as const;
export type Cause = (typeof CAUSES)[number];

/** Each kind of sentence that we send by ourselves, and what it is counted as. "agent-reply": an agent's words that go out once more, by SMS. */
export const CAUSE_OF = {
  "more-details": "other",
  "ticket-created": "confirmation",
  "ticket-delayed": "other",
  "ticket-refused": "other",
  "comment-refused": "other",
  unanswered: "other",
  "too-many": "other",
  invitation: "other",
  "agent-reply": "agent",
  assistant: "assistant",
  "handed-over": "assistant",
  command: "command",
  rating: "rating",
} as const satisfies Record<string, Cause>;

/** What tells of a loss: who wrote again since has to hear that this, too, is lost. */
export const SAID_OF_EACH: ReadonlySet<Purpose> = new Set([
  "ticket-refused",
  "comment-refused",
  "unanswered",
] as const);

type Kind = keyof typeof CAUSE_OF;

/** Which of our own sentences a message is; a kind may be followed by what it is about, as in `command:status`. */
export type Purpose = Kind | `${Kind}:${string}`;
