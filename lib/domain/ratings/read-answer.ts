import type { MessageDetail, MessageKind } from "../message.ts";
import { CATALOGUES } from "../replies/index.ts";
import { isLanguage, LANGUAGES, type Language } from "../replies/languages.ts";
import { plainWords } from "../text.ts";
import { labelsOf } from "./question.ts";
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
 */
export function readAnswer({ kind, body, media, detail, contact, rating: last }: Said): RatingAnswer | null {
  const rating = detail.quotedMessageId && !last?.isQuoted ? null : last;
  const [, ticketId, pressed] = PAYLOAD.exec(detail.buttonPayload ?? "") ?? [];
  if (pressed) return { do: "rate", ticketId: ticketId ?? rating?.ticketId ?? null, score: pressed as Score };
  if (!rating || media.length > 0 || (kind !== "text" && kind !== "button")) return null;
  // Whatever they say next is what went wrong: a score, which would change nothing, would be heard by nobody.
  if (kind === "text" && rating.awaitsWords) return { do: "take-words", ticketId: rating.ticketId };
  const isAnswer =
    kind === "button" ? rating.isQuoted || rating.isNewest : rating.score === null && rating.isNewest;
  const score = isAnswer ? scoreIn(body, contact.language) : null;
  return score && { do: "rate", ticketId: rating.ticketId, score };
}

/** The score that a text is as a whole: its number, or its name in the contact's language, else in any that knows it so. */
export function scoreIn(text: string, language: string | null): Score | null {
  const words = plainWords(text);
  const numbered = SCORES[Number(words) - 1];
  if (numbered) return numbered;
  if (words === "") return null;
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
  const labels = labelsOf(CATALOGUES[language].sentences);
  const scores = new Map(SCORES.map((score) => [plainWords(labels[score]), score]));
  known.set(language, scores);
  return scores;
}
