import { bearsCanary } from "./canary.ts";
import { withoutWriters } from "./history.ts";
import { repeatsInstructions } from "./leaks.ts";
import { hasUnknownLink } from "./links.ts";
import { plainAnswer } from "./plain-answer.ts";

type Against = {
  /** All that the model was told by us. */
  instructions: string;
  /** A word that stands in the instructions and nowhere else. */
  canary: string;
  /** What links may come from. */
  knowledge: readonly string[];
  /** The longest answer that may leave, in UTF-16 units. */
  limit: number;
};

/** No answer is that long, and nobody needs to read one. */
const MOST_READ = 20_000;

/**
 * What a model said as it may leave, in plain text with WhatsApp's marks, or why it may not: it is of our instructions, it has a link that
 * does not stand in the knowledge, it is too long, or there is nothing in it.
 */
export function checkAnswer(
  said: string,
  { instructions, canary, knowledge, limit }: Against,
): { goes: string } | { refused: "leak" | "unknown-link" | "too-long" | "no-answer" } {
  if (said.length > MOST_READ) return { refused: "too-long" };
  const text = withoutWriters(plainAnswer(said)).trim();
  // What HTML hides is looked at as well: whoever says it knows it.
  if (bearsCanary(said, canary) || bearsCanary(text, canary)) return { refused: "leak" };
  if (repeatsInstructions(text, instructions, knowledge)) return { refused: "leak" };
  if (text === "") return { refused: "no-answer" };
  if (text.length > limit) return { refused: "too-long" };
  return hasUnknownLink(text, knowledge) ? { refused: "unknown-link" } : { goes: text };
}
