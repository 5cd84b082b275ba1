import type { Language } from "../replies/languages.ts";
import { hasCommonWords, type Latin } from "./common-words.ts";
import { isHindi, isModernArabic, isNeighbour } from "./neighbours.ts";

/** Fewer tell a name, an address or a greeting from a language by luck only. */
const FEWEST_WORDS = 3;
const FEWEST_LETTERS = 10;
/** More of a text tells no more. */
const ENOUGH = 600;
const CERTAIN = 0.75;
/** Of each sentence, and each third: one that is surely another language makes it a mixed text. */
const SURE = 0.95;

/** What the detector calls ours that are in Latin letters, by ISO 639-3: of other scripts it need not be asked. */
const CODES: Readonly<Record<Latin, string>> = {
  en: "eng",
  es: "spa",
  pt: "por",
  fr: "fra",
  de: "deu",
  it: "ita",
  id: "ind",
  tr: "tur",
  nl: "nld",
};
const DETECTED: ReadonlyMap<string, Latin> = new Map(
  // Object.entries knows its own object's names as strings only.
  Object.entries(CODES).map(([language, code]) => [code, language as Latin]),
);

/** Lines of an older mail, and what stands in quotes: somebody else's words. */
const QUOTED = /^\s*>.*$|"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|```[^`]*```/gmu;
/** A link, an address, a handle, and whatever has a digit in it. */
const NO_WORD = /\S*(?:[@#/\\_]|\p{L}\.\p{L}|\p{N})\S*/gu;
const NUMBER = /\p{N}+/gu;
/** Small words in people's and streets' names. */
const PARTICLES = new Set("da das de del der den di do dos du e el la las le los van von y".split(" "));
const WORD = /\p{L}[\p{L}\p{M}'’-]*/gu;

/**
 * The language that somebody writes, where their text is long enough to tell; null where it is not, for a mixed text, and for a language that
 * is none of ours.
 * @param spoken the language in which they are written to anyway: what seems to be in it is looked at no further, which costs seven times as much
 */
export async function languageWritten(text: string, spoken?: Language): Promise<Language | null> {
  const own = text.slice(0, ENOUGH).replace(QUOTED, " ");
  const sentences = own
    .replace(NO_WORD, " ")
    .split(/[.!?\n]+/)
    .map(wordsIn);
  const words = sentences.flat();
  const letters = words.join("");
  if (words.length < FEWEST_WORDS || letters.length < FEWEST_LETTERS) return null;
  const share = (script: RegExp) => (letters.match(script)?.length ?? 0) / letters.length;
  if (share(/\p{Script=Devanagari}/gu) > 0.8) return isHindi(words) ? "hi" : null;
  if (share(/[\p{Script=Arabic}\p{M}]/gu) > 0.8) return isModernArabic(words) ? "ar" : null;
  if (share(/[\p{Script=Latin}\p{M}'’-]/gu) < 0.9 || isName(words, own)) return null;
  return latin(words, sentences, spoken);
}

const wordsIn = (text: string): string[] => text.match(WORD) ?? [];

/** Names, products and addresses have capitals and numbers, and hardly a word between them. */
function isName(words: readonly string[], text: string): boolean {
  const isShouted = !/\p{Ll}/u.test(words.join(""));
  const said = words.filter((word) => !PARTICLES.has(word) && (isShouted || /^\p{Ll}/u.test(word)));
  return said.length < 2 + (text.match(NUMBER)?.length ?? 0);
}

async function latin(
  words: readonly string[],
  sentences: readonly string[][],
  spoken: Language | undefined,
): Promise<Language | null> {
  const { default: detect } = await import("lande");
  const told = (some: readonly string[], atLeast: number) => {
    const [[code, certainty] = ["", 0]] = detect(some.join(" ").toLowerCase());
    return certainty >= atLeast ? DETECTED.get(code) : undefined;
  };
  const language = told(words, CERTAIN);
  if (language === spoken) return language ?? null;
  if (!language || isNeighbour(words, language) || !hasCommonWords(words, language)) return null;
  const parts = [...sentences, ...thirdsOf(words)].filter(({ length }) => length >= FEWEST_WORDS);
  return parts.every((part) => (told(part, SURE) ?? language) === language) ? language : null;
}

function thirdsOf(words: readonly string[]): string[][] {
  const at = (third: number) => (words.length * third) / 3;
  return [0, 1, 2].map((third) => words.slice(Math.floor(at(third)), Math.ceil(at(third + 1))));
}
