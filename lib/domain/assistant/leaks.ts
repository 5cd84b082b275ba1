import { allWords } from "../text.ts";

/** So many words of ours in a row are no chance. */
const RUN = 12;
/** A sentence of ours that is shorter than that, and long enough to be known. */
const SHORTEST_SENTENCE = 8;
/** Of shorter ones, one or two are said by chance, and those of three words by everybody. */
const MOST_SHORT = 2;
const SHORTEST_OF_MANY = 4;
/** What stands in quotation marks is there to be said. */
const QUOTED = /["“”„«][^"“”„«»\n]*["“”»]/g;
const SENTENCE_END = /[.!?:;\n。！？]+/;

/**
 * Whether a text repeats our instructions: twelve words of them in a row, a whole sentence of at least eight, or three shorter ones. What
 * stands in the knowledge as well may be said.
 */
export function repeatsInstructions(
  text: string,
  instructions: string,
  knowledge: readonly string[],
): boolean {
  const own = instructions.replace(QUOTED, "\n");
  const words = allWords(text);
  const long = runsIn(words, telltales(own));
  const short = shortSentences(own).filter((sentence) => ` ${words} `.includes(` ${sentence} `));
  if (long.length === 0 && short.length <= MOST_SHORT) return false;
  const known = knowledge.map((passage) => ` ${allWords(passage)} `);
  const isOurs = (run: string) => !known.some((passage) => passage.includes(` ${run} `));
  return long.some(isOurs) || short.filter(isOurs).length > MOST_SHORT;
}

/** Those of these runs of words that stand in a text. */
function runsIn(words: string, runs: ReadonlySet<string>): string[] {
  const lengths = [...new Set([...runs].map((run) => run.split(" ").length))];
  const each = words.split(" ");
  return each.flatMap((_, start) =>
    lengths.map((length) => each.slice(start, start + length).join(" ")).filter((run) => runs.has(run)),
  );
}

/** What of our instructions is known again: every twelve words, and shorter sentences whole. */
function telltales(own: string): Set<string> {
  const words = allWords(own).split(" ");
  const runs = words.slice(RUN - 1).map((_, start) => words.slice(start, start + RUN).join(" "));
  return new Set([...runs, ...sentencesOf(own, SHORTEST_SENTENCE, RUN)]);
}

const shortSentences = (own: string) => [...new Set(sentencesOf(own, SHORTEST_OF_MANY, SHORTEST_SENTENCE))];

/** The sentences that have at least so many words, and fewer than so many. */
function sentencesOf(own: string, least: number, below: number): string[] {
  return own
    .split(SENTENCE_END)
    .map(allWords)
    .filter((sentence) => {
      const { length } = sentence.split(" ");
      return length >= least && length < below;
    });
}
