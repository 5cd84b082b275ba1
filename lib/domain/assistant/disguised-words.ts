import { allWords } from "../text.ts";

/** Digits and signs that stand for letters within a word. A 1 stands for two. */
const LETTERS: Record<string, string> = { "0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b" };
const SIGNS: Record<string, string> = { "@": "a", $: "s", "!": "i", "|": "i" };
const SIGN_IN_WORD = /(?<=\p{L})[@$!|](?=\p{L})|\$(?=\p{L})/gu;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** Letters that stand alone, three or more in a row. */
const ALONE = /(?<![^ ])[\p{L}\p{N}](?: [\p{L}\p{N}](?![^ ])){2,}/gu;
const HAS_LETTERS_AND_DIGITS = /\p{L}[0-9]|[0-9]\p{L}/u;
const TOGETHER = /\S*\p{L}\S*/gu;
const LONG_DRAWN = /(\p{L})\1{2,}/gu;

/**
 * The words of a text as somebody may read them: as they stand, with what nobody sees as a space, and with the usual disguises taken off;
 * and apart from them its letters that stand alone, each row of them as one word. An everyday text has one reading.
 */
export function readingsOf(text: string): { words: string[]; spelled: string[] } {
  const plain = [...new Set([text, text.replace(INVISIBLE, " "), withoutSigns(text)])].map(allWords);
  const rows = plain.flatMap((words) => words.match(ALONE) ?? []).map(together);
  return {
    words: [...new Set([...plain, ...plain.flatMap(undisguised)])],
    spelled: [...new Set(rows.flatMap(lettersFor))],
  };
}

const together = (row: string) => row.replaceAll(" ", "");

function withoutSigns(text: string): string {
  return text.replace(SIGN_IN_WORD, (sign) => SIGNS[sign] ?? "");
}

function undisguised(words: string): string[] {
  const joined = words.replace(ALONE, together);
  // "dieee" and "killll": a letter that is drawn out is one or two.
  return lettersFor(joined).flatMap((reading) => [
    reading.replace(LONG_DRAWN, "$1"),
    reading.replace(LONG_DRAWN, "$1$1"),
  ]);
}

/** With letters in place of digits within words, and "to" in place of a 2 that stands alone or begins one. */
function lettersFor(words: string): string[] {
  const named = words.replace(/(?<![^ ])2(?=\p{L})/gu, "to ").replace(/(?<=\p{L} )2(?= \p{L})/gu, "to");
  if (!HAS_LETTERS_AND_DIGITS.test(named)) return [named];
  return ["i", "l"].map((one) =>
    named.replace(TOGETHER, (word) => word.replace(/[0134578]/g, (digit) => LETTERS[digit] ?? one)),
  );
}
