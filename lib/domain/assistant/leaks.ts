import { allWords } from "../text.ts";

/** So many words of ours in a row are no chance. */
const RUN = 12;
/** A sentence of ours that is shorter than that, and long enough to be known. */
const SHORTEST_SENTENCE = 8;
/** What stands in quotation marks is there to be said. */
const QUOTED = /["“”„«][^"“”„«»\n]*["“”»]/g;
const SENTENCE_END = /[.!?:;\n。！？]+/;

/** Of a canary's characters, as many as give it away. */
const TELLING = 0.75;
/** Fewer characters than that stand in a text by chance. */
const SHORTEST_TELLING = 8;

/** Whether a text has a canary in it, in whatever disguise: case, spaces and marks between, backwards, rot13, hex, base64, codes. */
export function bearsCanary(text: string, canary: string): boolean {
  const plain = lettersAlone(text);
  // In "0x63 0x61" and "\x63\x61" the code is what stands behind.
  const readings = [plain, plain.replaceAll("0x", ""), plain.replaceAll("x", "")];
  return disguises(canary).some((disguise) => readings.some((reading) => reading.includes(disguise)));
}

/**
 * Whether a text repeats our instructions: twelve words of them in a row, or a whole sentence of at least eight. What stands in the
 * knowledge as well may be said.
 */
export function repeatsInstructions(
  text: string,
  instructions: string,
  knowledge: readonly string[],
): boolean {
  const ours = telltales(instructions);
  const lengths = [...new Set([...ours].map((run) => run.split(" ").length))];
  const words = allWords(text).split(" ");
  const repeated = words.flatMap((_, start) =>
    lengths.map((length) => words.slice(start, start + length).join(" ")).filter((run) => ours.has(run)),
  );
  if (repeated.length === 0) return false;
  const known = knowledge.map((passage) => ` ${allWords(passage)} `);
  return repeated.some((run) => !known.some((passage) => passage.includes(` ${run} `)));
}

/** What of our instructions is known again: every twelve words, and short sentences whole. */
function telltales(instructions: string): Set<string> {
  const own = instructions.replace(QUOTED, "\n");
  const words = allWords(own).split(" ");
  const runs = words.slice(RUN - 1).map((_, start) => words.slice(start, start + RUN).join(" "));
  const sentences = own
    .split(SENTENCE_END)
    .map(allWords)
    .filter((sentence) => {
      const { length } = sentence.split(" ");
      return length >= SHORTEST_SENTENCE && length < RUN;
    });
  return new Set([...runs, ...sentences]);
}

/** The letters and digits of a text alone, in lower case, those that only look different among them. */
function lettersAlone(text: string): string {
  return text
    .replace(/[^\p{ASCII}\p{M}]/gu, (character) => character.normalize("NFKC"))
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

function disguises(canary: string): string[] {
  const letters = lettersAlone(canary);
  if (letters === "") return [];
  const spellings = [...new Set([canary, canary.toLowerCase(), canary.toUpperCase()])];
  const codes = spellings.flatMap((spelling) => [
    ...base64Of(spelling),
    inCodes(spelling, (code) => code.toString(16).padStart(2, "0")),
    inCodes(spelling, String),
  ]);
  const backwards = [...letters].reverse().join("");
  const spelled = [letters, backwards, rot13(letters)].flatMap(telling);
  const shortest = Math.min(letters.length, SHORTEST_TELLING);
  return [...spelled, ...codes.map(lettersAlone)].filter(({ length }) => length >= shortest);
}

/** The parts of a canary that give it away. */
function telling(letters: string): string[] {
  const length = Math.max(Math.ceil(letters.length * TELLING), Math.min(letters.length, SHORTEST_TELLING));
  return Array.from({ length: letters.length - length + 1 }, (_, start) =>
    letters.slice(start, start + length),
  );
}

function inCodes(text: string, written: (code: number) => string): string {
  return [...text].map((character) => written(character.codePointAt(0) ?? 0)).join("");
}

function rot13(text: string): string {
  return text.replace(/[a-z]/g, (letter) =>
    String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97),
  );
}

/** A text in base64, wherever it stands in what is encoded: what its neighbours have a part in is left out. */
function base64Of(text: string): string[] {
  const ascii = text.replace(/\P{ASCII}/gu, "");
  return [0, 1, 2].map((before) => {
    const encoded = btoa(" ".repeat(before) + ascii).replaceAll("=", "");
    const isWhole = (before + ascii.length) % 3 === 0;
    return encoded.slice(before === 0 ? 0 : before + 1, isWhole ? undefined : -1);
  });
}
