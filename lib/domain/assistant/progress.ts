import { allWords } from "../text.ts";
import type { Line } from "./history.ts";

type Turn = {
  /** What the assistant says now. */
  answer: string;
  /** How often it searched, and how many passages that brought in all. */
  searches: number;
  passages: number;
  /** Calls of tools other than the search. */
  otherTools: number;
  /** What the customer wrote that is answered now. */
  newest: readonly string[];
  /** What was said before that. */
  before: readonly Line[];
};

/** Of two texts' pairs of letters, as many as are the same where people would say that the texts are. */
const ALIKE = 0.85;
/** A shorter text ("yes", "thank you") may well be said twice. */
const SHORTEST_SAID_AGAIN = 12;
/** As much of a text as tells whether it is the same. */
const MOST_COMPARED = 2_000;

/** Whether a turn brought the customer further: not where it searched in vain, or one of the two says what they said before. */
export function hasProgressed({ answer, searches, passages, otherTools, newest, before }: Turn): boolean {
  const searchedInVain = searches > 0 && passages === 0 && otherTools === 0;
  return !searchedInVain && !isAnsweredAgain(answer, before) && !isAskedAgain(newest, before);
}

function isAnsweredAgain(answer: string, before: readonly Line[]): boolean {
  return saidBefore(before, "assistant").some(alikeTo(answer));
}

/** Whether the customer asks again: all at once, or line by line, but for lines that say little. */
function isAskedAgain(newest: readonly string[], before: readonly Line[]): boolean {
  const earlier = saidBefore(before, "customer");
  const isSaidAgain = (text: string) => earlier.some(alikeTo(text));
  const whole = newest.join("\n");
  if (!saysMuch(whole)) return false;
  if (isSaidAgain(whole)) return true;
  const lines = newest.filter(saysMuch);
  return lines.length > 0 && lines.every(isSaidAgain);
}

/** What one side said, each line, and lines without another's between them as one. */
function saidBefore(lines: readonly Line[], by: Line["by"]): string[] {
  const said: string[] = [];
  let together: string[] = [];
  for (const line of [...lines, null]) {
    if (line?.by === by) {
      said.push(line.text);
      together.push(line.text);
    } else {
      if (together.length > 1) said.push(together.join("\n"));
      together = [];
    }
  }
  return said;
}

function saysMuch(text: string): boolean {
  // One of these is half a word.
  const letters = compared(text).replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu, "aa");
  return letters.length >= SHORTEST_SAID_AGAIN;
}

function compared(text: string): string {
  return allWords(text.slice(0, MOST_COMPARED));
}

/** Tells whether another text says nearly the same in nearly the same words: numbers must be the same, since each is another thing. */
function alikeTo(text: string): (other: string) => boolean {
  const one = compared(text);
  const pairs = pairsOf(one);
  return (other) => {
    const two = compared(other);
    if (one === "" || two === "" || numbersIn(one) !== numbersIn(two)) return false;
    if (one === two) return true;
    return shareOfBoth(pairs, pairsOf(two)) >= ALIKE;
  };
}

function numbersIn(words: string): string {
  return (words.match(/\p{N}+/gu) ?? []).join(" ");
}

/** How often each pair of neighbours stands in a text. */
function pairsOf(words: string): Map<string, number> {
  const pairs = new Map<string, number>();
  for (let i = 0; i < words.length - 1; i += 1) {
    const pair = words.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** @see https://en.wikipedia.org/wiki/Dice-S%C3%B8rensen_coefficient */
function shareOfBoth(one: ReadonlyMap<string, number>, two: ReadonlyMap<string, number>): number {
  const count = (pairs: ReadonlyMap<string, number>) => pairs.values().reduce((sum, n) => sum + n, 0);
  let shared = 0;
  for (const [pair, times] of one) shared += Math.min(times, two.get(pair) ?? 0);
  const all = count(one) + count(two);
  return all === 0 ? 0 : (2 * shared) / all;
}
