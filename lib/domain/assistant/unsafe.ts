import { allWords } from "../text.ts";
import { readingsOf } from "./disguised-words.ts";
import { hasPaymentNumber } from "./payment-numbers.ts";
import { UNSAFE_WORDS } from "./unsafe-words.ts";

/** Scripts that leave no space between words: there a word may begin and end anywhere. */
const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const STARTS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");

/** As a search among words, and among letters that stand alone, which hide where words begin. */
type Patterns = { words: string | undefined; whole: RegExp; spelled: RegExp };

/** Shorter phrases stand in any letters by chance. */
const SHORTEST_SPELLED = 7;

let latest: Patterns | undefined;

/**
 * Whether a person has to read this at once: words of danger, of the law or of payment, a card's number or an IBAN. Words are compared
 * whole, whatever their case, accents, apostrophes, what stands between them, and the usual disguises ("su1cide", "c.h.e.s.t p.a.i.n").
 * @param words in place of our own, with commas between them; `default` among them stands for ours. Undefined for ours alone.
 */
export function isUnsafe(text: string, words: string | undefined): boolean {
  // Made when first needed, and again where somebody else's words are asked for.
  if (latest?.words !== words || !latest) latest = { words, ...patternsOf(words ?? "default") };
  const { whole, spelled } = latest;
  const readings = readingsOf(text);
  return (
    readings.words.some((reading) => whole.test(reading)) ||
    readings.spelled.some((letters) => spelled.test(letters)) ||
    hasPaymentNumber(text)
  );
}

function patternsOf(words: string): Pick<Patterns, "whole" | "spelled"> {
  const written = phrasesIn(words)
    .flatMap((phrase) => (phrase.toLowerCase() === "default" ? phrasesIn(UNSAFE_WORDS) : [phrase]))
    .flatMap(spellings)
    .map(phrasePattern)
    .filter((pattern) => pattern !== "");
  const joined = written.flatMap(joinedPhrase);
  // Those without an ending stand together, which the machine makes one search of.
  const phrases = [...new Set([...written, ...joined])].sort(
    (a, b) => Number(a.includes("*")) - Number(b.includes("*")),
  );
  const [unspaced = [], spaced = []] = [true, false].map((is) =>
    phrases.filter((pattern) => STARTS_UNSPACED.test(pattern) === is),
  );
  // An alternative that is empty would match everything.
  const anywhere = unspaced.length > 0 ? `|${unspaced.join("|")}` : "";
  const letters = written
    .map((pattern) => pattern.replace("[^ ]*", "").replaceAll(" ", ""))
    .filter(({ length }) => length >= SHORTEST_SPELLED);
  return {
    whole: new RegExp(`(?:^| )(?:${spaced.join("|") || "(?!)"})(?= |$)${anywhere}`, "u"),
    spelled: new RegExp(letters.join("|") || "(?!)", "u"),
  };
}

/** A phrase without its spaces ("chestpain"), where no word of it is a letter that another word may have at its end. */
function joinedPhrase(pattern: string): string[] {
  const words = pattern.split(" ");
  return words.length > 1 && words.every(({ length }) => length > 1) ? [words.join("")] : [];
}

function phrasesIn(words: string): string[] {
  return words.split(",").map((phrase) => phrase.trim());
}

/** A phrase as people write it on a phone: "can't" and "cant", "my self", "Überdosis" and "Ueberdosis". */
function spellings(phrase: string): string[] {
  const inAscii = phrase.replace(/ä/gi, "ae").replace(/ö/gi, "oe").replace(/ü/gi, "ue").replaceAll("ß", "ss");
  const apart = phrase.replace(/\bmyself\b/i, "my self");
  return [...new Set([phrase, phrase.replace(/['’]/g, ""), inAscii, apart])];
}

/** A phrase's words as a pattern; they are letters and digits alone. Empty where there are none. */
function phrasePattern(phrase: string): string {
  return phrase
    .split(/\s+/)
    .map((word) => ({ letters: allWords(word), ending: word.endsWith("*") ? "[^ ]*" : "" }))
    .flatMap(({ letters, ending }) => (letters === "" ? [] : [letters + ending]))
    .join(" ");
}
