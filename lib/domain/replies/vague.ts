import { plainWords } from "../text.ts";
import { CATALOGUES } from "./index.ts";

/** First messages that say nothing yet, in whatever language, without their punctuation and accents. */
const VAGUE = new Set(
  Object.values(CATALOGUES).flatMap(({ vague, commands }) =>
    [...commands.hi.words, ...vague].map(plainWords),
  ),
);

/**
 * Whether a text, as somebody's first message, is too little to open a ticket with:
 * a bare greeting or call for help, emoji or punctuation only, or two characters at most.
 */
export function isVague(text: string): boolean {
  const words = plainWords(text);
  // The signs on a letter, as in Hindi, make it no longer. A word of two characters is a whole word where words are not made of letters.
  const isShort =
    words.replace(/\p{M}/gu, "").length <= 2 &&
    !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2}/u.test(words);
  return isShort || VAGUE.has(words);
}
