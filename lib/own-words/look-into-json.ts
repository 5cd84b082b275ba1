import { storable } from "../domain/text.ts";

/** One piece of JSON after another, white space aside; what is none of these is no JSON. */
const PIECE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON takes none within a text
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{},:]/y;

/** What may stand where in a file of sentences, in words, and where it leads. */
const PLACES = {
  start: { belongs: "{", "{": "first" },
  first: { belongs: 'a sentence\'s name, such as "help",', text: "colon", "}": "end" },
  name: { belongs: 'a sentence\'s name, such as "help",', text: "colon" },
  colon: { belongs: ": and the sentence", ":": "sentence" },
  sentence: { belongs: "the sentence, in quotation marks,", text: "next", other: "next" },
  next: { belongs: "a comma or }", ",": "name", "}": "end" },
  end: { belongs: "nothing more" },
} as const satisfies Record<string, { belongs: string; [piece: string]: string }>;
type Place = keyof typeof PLACES;

/** The sentences' names in the order of the file, as far as it is what it should be, and how it is not: null for one that is. */
export function lookIntoJson(text: string): { names: string[]; wrong: string | null } {
  const names: string[] = [];
  let place: Place = "start";
  let last = { at: 0, piece: "" };
  for (let at = beginning(text, 0); at < text.length; at = beginning(text, at + last.piece.length)) {
    PIECE.lastIndex = at;
    const [piece] = PIECE.exec(text) ?? [];
    const leads: Readonly<Record<string, string>> = PLACES[place];
    const to = piece === undefined ? undefined : leads[kindOf(piece)];
    if (piece === undefined || to === undefined) return { names, wrong: wrongAt({ text, at, place, last }) };
    if (piece.startsWith('"') && to === "colon") names.push(JSON.parse(piece));
    // It leads to a place, as all do.
    place = to as Place;
    last = { at, piece };
  }
  return { names, wrong: place === "end" ? null : wrongAt({ text, at: text.length, place, last }) };
}

const beginning = (text: string, from: number) => {
  const blank = /[ \t\r\n]*/y;
  blank.lastIndex = from;
  return from + (blank.exec(text)?.[0].length ?? 0);
};

function kindOf(piece: string): string {
  if (piece.startsWith('"')) return "text";
  return /^[{},:]$/.test(piece) ? piece : "other";
}

type Wrong = { text: string; at: number; place: Place; last: { at: number; piece: string } };

/** The line, what was found in it, and the cure. */
function wrongAt({ text, at, place, last }: Wrong): string {
  const rest = text.slice(at);
  if (place === "name" && (rest === "" || rest.startsWith("}")))
    return inLine(text, last.at, "the comma behind the last sentence is one too many: take it out");
  if (rest === "") return inLine(text, last.at, `the file ends where ${PLACES[place].belongs} belongs`);
  return inLine(text, at, strayPiece(rest) ?? `${shown(rest)} stands where ${PLACES[place].belongs} belongs`);
}

/** What no place takes. */
function strayPiece(rest: string): string | null {
  const [comment] = /^(\/\/|\/\*|#)/.exec(rest) ?? [];
  if (comment) return `${comment} begins a comment, and JSON has none: take it out`;
  if (/^['`‘’‚“”„«»]/.test(rest)) return `${rest[0]} stands where " belongs`;
  const [blank] = /^\s/.exec(rest) ?? [];
  if (blank) return `U+${hex(blank)} is no space to JSON: write a common one`;
  PIECE.lastIndex = 0;
  if (!rest.startsWith('"') || PIECE.test(rest)) return null;
  if (/^"(?:[^"\\\r\n]|\\.)*"/.test(rest))
    return `the text that begins with ${shown(rest)} has a tab or a \\ that JSON takes for none: write \\t or \\\\`;
  return `the text that begins with ${shown(rest)} does not end in its line: close it by ", and write \\n for a new line`;
}

const shown = (rest: string) => storable(/^.{1,20}/.exec(rest)?.[0] ?? "").trim();

const hex = (character: string) => character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");

const inLine = (text: string, at: number, says: string) =>
  `it is no JSON in line ${text.slice(0, at).split("\n").length}: ${says}.`;
