import type { Choices } from "../message.ts";
import { HAS_CHOICES, type Provider } from "../providers.ts";
import type { Replies } from "../wording/replies.ts";
import { SCORES, type Score } from "./scores.ts";

/** What a button carries that stands for an answer. */
export const payloadOf = (ticketId: string, score: Score) => `rating:${ticketId}:${score}`;

export type Labels = Pick<Replies, "ratingGood" | "ratingSoSo" | "ratingBad">;

/** What each score is called. */
export function labelsOf({ ratingGood, ratingSoSo, ratingBad }: Labels): Record<Score, string> {
  return { good: ratingGood, "so-so": ratingSoSo, bad: ratingBad };
}

/** The question, with its buttons, or with the numbers that stand for them. */
export function questionOf(
  { ticketId, subject, provider }: { ticketId: string; subject: string; provider: Provider },
  replies: Replies,
): { body: string; choices: Choices | null } {
  const body = replies.ratingAsked(ticketId, subject);
  if (!HAS_CHOICES[provider]) return { body: `${body} ${replies.ratingByNumber}`, choices: null };
  const labels = labelsOf(replies);
  const buttons = SCORES.map((score) => ({ id: payloadOf(ticketId, score), title: labels[score] }));
  return { body, choices: { buttons } };
}
