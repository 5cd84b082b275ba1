import { plainWords } from "../text.ts";
import type { SentenceName, Sentences } from "./catalogue.ts";
import { CATALOGUES } from "./index.ts";
import type { Language } from "./languages.ts";

/** The buttons of one message: WhatsApp refuses it where two have one title, and typed it would mean both. */
const TOGETHER = ["ratingGood", "ratingSoSo", "ratingBad"] as const satisfies readonly SentenceName[];
type Buttons = Pick<Sentences, (typeof TOGETHER)[number]>;

const title = (text: string) => plainWords(text) || text.trim();

/** Two buttons that say the same, as people type it; null where each says its own. */
function equalButtons(buttons: Buttons): [SentenceName, SentenceName] | null {
  for (const [at, one] of TOGETHER.entries()) {
    const other = TOGETHER.slice(at + 1).find((next) => title(buttons[next]) === title(buttons[one]));
    if (other) return [one, other];
  }
  return null;
}

/** What is said now, with others in their places; the buttons stay as they are where two of them would say the same. */
export function inPlaceOf(said: Sentences, others: Partial<Sentences> = {}): Sentences {
  const all: Sentences = Object.assign({}, said, others);
  const { ratingGood, ratingSoSo, ratingBad } = said;
  return equalButtons(all) ? { ...all, ratingGood, ratingSoSo, ratingBad } : all;
}

/** What is wrong with sentences whose buttons would say the same, among them or with ours, with the cure; they lose all of them. */
export function dropEqualButtons(language: Language, sentences: Partial<Sentences>): string | null {
  const equal = equalButtons(Object.assign({}, CATALOGUES[language].sentences, sentences));
  if (!equal) return null;
  for (const name of TOGETHER) delete sentences[name];
  return `${equal.join(" and ")} say the same, and stand on buttons of one message: word one of them otherwise.`;
}
