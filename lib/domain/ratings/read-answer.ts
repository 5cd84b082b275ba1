import type { MessageDetail, MessageKind } from "../message.ts";
import { CATALOGUES } from "../replies/index.ts";
import { isLanguage, LANGUAGES, type Language } from "../replies/languages.ts";
import { plainWords } from "../text.ts";
import { type Labels, labelsOf } from "./question.ts";
import { SCORES, type Score } from "./scores.ts";

/** How a contact was asked last, of the tickets in our books; the question that a message quotes, before any other. */
export type AskedRating = {
  ticketId: string;
  /** What they said first, which stands. */
  score: Score | null;
  /** Their message quotes that very one, or our question what went wrong that awaits their words. */
  isQuoted: boolean;
  /** It was asked in the last days, and was the newest message in this chat, theirs among them. */
  isNewest: boolean;
  /** They said bad within the day, and our question what went wrong was the newest that they were sent in this chat. */
  awaitsWords: boolean;
};

/** `ticketId` is null for an answer to a question that is forgotten. */
export type RatingAnswer =
  | { do: "rate"; ticketId: string | null; score: Score }
  | { do: "take-words"; ticketId: string };

type Said = {
  kind: MessageKind;
  body: string;
  media: readonly unknown[];
  detail: MessageDetail;
  contact: { language: string | null };
  rating: AskedRating | null;
};

const PAYLOAD = /^rating:(?:(\d{1,20}):)?(good|so-so|bad)$/;

/**
 * What a message answers of a question how the help was; null for one that is for an agent, as is what quotes another message. A button
 * counts however late.
 * @param own what the scores are called where the business words them anew
 */
export function readAnswer(
  { kind, body, media, detail, contact, rating: last }: Said,
  own: Labels | null = null,
): RatingAnswer | null {
  const rating = detail.quotedMessageId && !last?.isQuoted ? null : last;
  const [, ticketId, pressed] = PAYLOAD.exec(detail.buttonPayload ?? "") ?? [];
  if (pressed) return { do: "rate", ticketId: ticketId ?? rating?.ticketId ?? null, score: pressed as Score };
  if (!rating || media.length > 0 || (kind !== "text" && kind !== "button")) return null;
  // Whatever they say next is what went wrong: a score, which would change nothing, would be heard by nobody.
  if (kind === "text" && rating.awaitsWords) return { do: "take-words", ticketId: rating.ticketId };
  const isAnswer =
    kind === "button" ? rating.isQuoted || rating.isNewest : rating.score === null && rating.isNewest;
  const score = isAnswer ? scoreIn(body, contact.language, own) : null;
  return score && { do: "rate", ticketId: rating.ticketId, score };
}

/** The score that a text is as a whole: its number, or its own name, or that in the contact's language, else in any that knows it so. */
export function scoreIn(text: string, language: string | null, own: Labels | null = null): Score | null {
  const words = plainWords(text);
  const numbered = SCORES[Number(words) - 1];
  if (numbered) return numbered;
  if (words === "") return null;
  const named = own && namedBy(own).get(words);
  if (named) return named;
  const first = language !== null && isLanguage(language) ? [language] : [];
  for (const one of [...first, ...LANGUAGES]) {
    const score = scoresIn(one).get(words);
    if (score) return score;
  }
  return null;
}

const known = new Map<Language, ReadonlyMap<string, Score>>();

function scoresIn(language: Language): ReadonlyMap<string, Score> {
  const before = known.get(language);
  if (before) return before;
  const scores = namedBy(CATALOGUES[language].sentences);
  known.set(language, scores);
  return scores;
}

function namedBy(labels: Labels): Map<string, Score> {
  const names = labelsOf(labels);
  return new Map(SCORES.map((score) => [plainWords(names[score]), score]));
}
