type Against = {
  /** All that the model was told by us, the canary among it. */
  instructions: string;
  /** A word that stands in the instructions and nowhere else. */
  canary: string;
  /** What links may come from: the passages that the model was given, or all there are. */
  knowledge: string[];
  /** The longest answer that may leave, in UTF-16 units. */
  limit: number;
};

/** What a model said as it may leave, in plain text with WhatsApp's marks, or why it may not. */
export function checkAnswer(
  text: string,
  { canary, limit }: Against,
): { goes: string } | { refused: "leak" | "unknown-link" | "too-long" | "no-answer" } {
  const goes = text.toWellFormed().trim();
  if (goes === "") return { refused: "no-answer" };
  if (goes.includes(canary)) return { refused: "leak" };
  return goes.length > limit ? { refused: "too-long" } : { goes };
}
