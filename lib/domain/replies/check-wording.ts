import { isBlank, storable } from "../text.ts";
import type { SentenceName } from "./catalogue.ts";
import { en } from "./en.ts";
import { variablesOf } from "./fill.ts";

// Object.keys knows its own object's names as strings only.
export const SENTENCE_NAMES = Object.keys(en.sentences) as SentenceName[];

/** What stands on a button, which takes 20 characters. */
export const ON_BUTTONS: readonly SentenceName[] = [
  "helpButton",
  "languageButton",
  "ratingGood",
  "ratingSoSo",
  "ratingBad",
];
const MOST_ON_A_BUTTON = 20;
/** A message with buttons takes 1,024, and what fills a sentence needs room. */
const MOST_CHARACTERS = 900;
/** WhatsApp approves no template that begins or ends with a variable. */
const TEMPLATES: readonly SentenceName[] = ["invitation"];

export const isSentence = (name: string): name is SentenceName => Object.hasOwn(en.sentences, name);

/** What keeps a text from taking the place of a sentence, with the cure; null for one that may. */
export function problemWith(name: SentenceName, text: unknown): string | null {
  if (typeof text !== "string") return "is no text: put it into quotation marks.";
  if (isBlank(text)) return "is blank: write it, or remove it, and ours counts.";
  if (storable(text) !== text) return "holds characters that no text has, such as NUL: write it anew.";
  return problemWithVariables(name, text) ?? problemWithLength(name, text);
}

/** A variable as it is filled, and what is none by its braces or spaces alone. */
const LIKE_A_VARIABLE = /\{+[^\S\n]*(\w+)[^\S\n]*\}+/g;

function problemWithVariables(name: SentenceName, text: string): string | null {
  const wanted = variablesOf(en.sentences[name]);
  const written = [...text.matchAll(LIKE_A_VARIABLE)].map(([inText, name = ""]) => ({ inText, name }));
  const unknown = written.find(({ name }) => !wanted.includes(name))?.name;
  if (unknown !== undefined) {
    const cure =
      wanted.length === 0 ? "take it out" : `it may have ${wanted.map(inBraces).join(" and ")} alone`;
    return `has ${inBraces(unknown)}, which nothing fills: ${cure}.`;
  }
  const otherwise = written.find(({ inText, name }) => inText !== inBraces(name));
  if (otherwise)
    return `has ${otherwise.inText}, of which customers would read braces: write ${inBraces(otherwise.name)}.`;
  const missing = wanted.filter((variable) => !written.some(({ name }) => name === variable));
  if (missing.length > 0) return `lacks ${missing.map(inBraces).join(" and ")}: write it where it belongs.`;
  if (TEMPLATES.includes(name) && isVariableAtEitherEnd(text))
    return "begins or ends with a variable, so WhatsApp takes it for no template: put words around it.";
  return null;
}

function problemWithLength(name: SentenceName, text: string): string | null {
  const most = ON_BUTTONS.includes(name) ? MOST_ON_A_BUTTON : MOST_CHARACTERS;
  if (text.length <= most) return null;
  const place = most === MOST_ON_A_BUTTON ? "a button" : "a message";
  return `has ${text.length} characters, and ${place} takes ${most}: shorten it.`;
}

/** Whether a template with this text would begin or end with a variable, punctuation aside. */
export function isVariableAtEitherEnd(text: string): boolean {
  return /^[^\p{L}\p{N}]*\{\w+\}|\{\w+\}[^\p{L}\p{N}]*$/u.test(text);
}

/** The sentence whose name is most like this one; null where none is near. */
export function nearestSentence(name: string): SentenceName | null {
  const all = SENTENCE_NAMES.map((one) => ({ one, steps: stepsBetween(name, one) }));
  const nearest = all.reduce((best, next) => (next.steps < best.steps ? next : best));
  return nearest.steps * 3 <= name.length ? nearest.one : null;
}

/** How many letters must be put in, taken out or changed to make one name of the other, case aside. */
function stepsBetween(name: string, other: string): number {
  const [from, to] = [name.slice(0, 60).toLowerCase(), other.toLowerCase()];
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= to.length; column += 1) {
      const changed = (row[column - 1] ?? 0) + (from[line - 1] === to[column - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

const inBraces = (variable: string) => `{${variable}}`;
