import { isRightToLeft, type Language } from "./languages.ts";

/** The names of a sentence's {variables}, each once. */
export function variablesOf(sentence: string): string[] {
  return [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name))];
}

type Variables = Readonly<Record<string, string>>;

/** A sentence with its {variables} filled; what is in none of them stays as it is. */
export function fill(sentence: string, variables: Variables): string {
  return sentence.replace(/\{(\w+)\}/g, (written, name: string) => variables[name] ?? written);
}

/** Begins and ends what has a direction of its own, by its first letter that has one. */
const [ISOLATE, ISOLATED] = ["\u2068", "\u2069"];
/** Alone on its line, where it has that line's direction, or within a sentence. */
const VARIABLE = /^\{(\w+)\}$|(#?)\{(\w+)\}/gm;
/** Letters and digits that are not Arabic's own. Around these alone do punctuation and the `#` of a number change their places. */
const IS_OTHERWISE = /(?!\p{Script=Arabic})[\p{L}\p{N}]/u;
/**
 * A template's variable, which is filled elsewhere; an address at the end, to which phones would take the mark behind it; one Latin word, such
 * as a tag, which keeps its order by itself and may be copied.
 */
const STANDS_ALONE = /^#?\{\{\w+\}\}$|https?:\S+$|^[a-z]\w*$/i;
/** What would reach beyond the variable that it stands in, or end it; a sentence of ours within another has its own, begun and ended. */
const DIRECTIONS = /(\u2068[^\u202a-\u202e\u2066-\u2069]*\u2069)|[\u202a-\u202e\u2066-\u2069]/g;

/**
 * The same, of a sentence from right to left: words from left to right, and a number with its `#`, keep their own order within it.
 * @see https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
 */
export function fillRightToLeft(sentence: string, variables: Variables): string {
  return sentence.replace(VARIABLE, (written, alone?: string, sign = "", name = "") => {
    const value = variables[alone ?? name];
    if (value === undefined) return written;
    const filled = sign + value.replace(DIRECTIONS, "$1");
    const isKept = alone || STANDS_ALONE.test(sign + value) || !IS_OTHERWISE.test(value);
    return isKept ? filled : ISOLATE + filled + ISOLATED;
  });
}

/** How a language fills its sentences. */
export function fillIn(language: Language): typeof fill {
  return isRightToLeft(language) ? fillRightToLeft : fill;
}

/** The text as it is compared and searched: without the marks that `fillRightToLeft`, and a list as text, set. */
export function withoutIsolates(text: string): string {
  return text.replace(/[\u200f\u2068\u2069]/g, "");
}
