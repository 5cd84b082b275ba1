import { allWords } from "../text.ts";
import { hasPaymentNumber } from "./payment-numbers.ts";
import { UNSAFE_WORDS } from "./unsafe-words.ts";

/** Scripts that leave no space between words: there a word may begin and end anywhere. */
const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const STARTS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");

let latest: { words: string | undefined; pattern: RegExp } | undefined;

/**
 * Whether a person has to read this at once: words of danger, of the law or of payment, a card's number or an IBAN. Words are compared
 * whole, whatever their case, accents, apostrophes, and what stands between them.
 * @param words in place of our own, with commas between them; `default` among them stands for ours. Undefined for ours alone.
 */
export function isUnsafe(text: string, words: string | undefined): boolean {
  // Made when first needed, and again where somebody else's words are asked for.
  if (latest?.words !== words || !latest) latest = { words, pattern: patternOf(words ?? "default") };
  return latest.pattern.test(allWords(text)) || hasPaymentNumber(text);
}

function patternOf(words: string): RegExp {
  const phrases = phrasesIn(words)
    .flatMap((phrase) => (phrase.toLowerCase() === "default" ? phrasesIn(UNSAFE_WORDS) : [phrase]))
    .flatMap(spellings)
    .map(phrasePattern)
    .filter((pattern) => pattern !== "")
    // Those without an ending stand together, which the machine makes one search of.
    .sort((a, b) => Number(a.includes("*")) - Number(b.includes("*")));
  const [unspaced = [], spaced = []] = [true, false].map((is) =>
    phrases.filter((pattern) => STARTS_UNSPACED.test(pattern) === is),
  );
  // An alternative that is empty would match everything.
  const anywhere = unspaced.length > 0 ? `|${unspaced.join("|")}` : "";
  return new RegExp(`(?:^| )(?:${spaced.join("|") || "(?!)"})(?= |$)${anywhere}`, "u");
}

function phrasesIn(words: string): string[] {
  return words.split(",").map((phrase) => phrase.trim());
}

/** A phrase as people write it on a phone: "can't" and "cant", "Überdosis" and "Ueberdosis". */
function spellings(phrase: string): string[] {
  const inAscii = phrase.replace(/ä/gi, "ae").replace(/ö/gi, "oe").replace(/ü/gi, "ue").replaceAll("ß", "ss");
  return [...new Set([phrase, phrase.replace(/['’]/g, ""), inAscii])];
}

/** A phrase's words as a pattern; they are letters and digits alone. Empty where there are none. */
function phrasePattern(phrase: string): string {
  return phrase
    .split(/\s+/)
    .map((word) => ({ letters: allWords(word), ending: word.endsWith("*") ? "[^ ]*" : "" }))
    .flatMap(({ letters, ending }) => (letters === "" ? [] : [letters + ending]))
    .join(" ");
}
