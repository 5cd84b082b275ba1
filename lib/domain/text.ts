/** U+2800 is Braille's blank: a symbol to Unicode, nothing to the eye. */
const VISIBLE = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** As much of a text's words as tells whether they are those that we know: in no language have ours half as many. */
const ENOUGH_WORDS = 200;
/**
 * What some write and others leave out, so that a word is the same without it: accents, vowel marks and the line that draws a word out
 * in Arabic, the dot below in Hindi and a joiner behind its silent vowel. The other marks of Hindi are half its letters, and stay.
 */
const LEFT_OUT = /(?!\p{Script=Devanagari})\p{M}|[\u093c\u0640]|(?<=\u094d)[\u200c\u200d]/gu;
/** Letters that keyboards and habits put in each other's place, in lower case and apart from their accents. */
const IN_PLACE: Readonly<Record<string, string>> = {
  "\u0131": "i", // Turkish without its dot, the small letter to a capital I.
  ß: "ss",
  "\u0901": "\u0902", // Hindi's two signs for a vowel through the nose.
  "\u0671": "\u0627", // Arabic's alef,
  "\u0649": "\u064a", // its yeh without dots,
  "\u06cc": "\u064a", // Persian's,
  "\u0629": "\u0647", // the heh at a word's end,
  "\u06a9": "\u0643", // and Persian's kaf.
};
const PUT_IN_PLACE = new RegExp(`[${Object.keys(IN_PLACE).join("")}]`, "gu");
/** Zero to nine, as Arabic, Persian and Hindi write them. */
const DIGITS = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९";
const DIGIT = new RegExp(`[${DIGITS}]`, "g");

/** As much as is taken apart in one go: one character may become eighteen, and many accents on one letter are put in order. */
const AT_ONCE = 200;

let segmenter: Intl.Segmenter | undefined;

/** What splits a text into the characters that people see; made when first needed: it costs 12 ms, which no cold start should pay. */
export function graphemes(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return segmenter;
}

/**
 * The text with NUL, other control characters (tab and newline apart) and lone surrogates replaced by U+FFFD,
 * so that PostgreSQL, JSON and XML all take it.
 */
export function storable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "\ufffd");
}

/** A JSON value with every text in it, names of members among them, made storable, however deep. */
export function storableJson<Value>(value: Value): Value {
  return storableValue(value) as Value; // The same shape, with other texts in it.
}

function storableValue(value: unknown): unknown {
  if (typeof value === "string") return storable(value);
  if (Array.isArray(value)) return value.map(storableValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [storable(name), storableValue(member)]),
  );
}

/** The first `limit` UTF-16 units of the text at most, never cutting a character (an emoji, a flag) in two. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Whether a character ends at the limit is told by what stands before it and the one code point behind it.
  const around = text.slice(0, limit + 2);
  return text.slice(0, graphemes().segment(around).containing(limit)?.index ?? 0);
}

/** The text within `limit` units, with "…" in place of what was cut. */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${cut(text, limit - 1).trimEnd()}…`;
}

/** The first line that says something, or "". */
export function firstLine(text: string): string {
  // What is blank before it costs one step, however many lines it has.
  const said = text.search(VISIBLE);
  if (said === -1) return "";
  const start = text.lastIndexOf("\n", said) + 1;
  const end = text.indexOf("\n", said);
  return text.slice(start, end === -1 ? text.length : end).trim();
}

/** Whether there is nothing to see in a text: spaces, joiners, fillers, marks of direction. Zendesk takes it for empty. */
export function isBlank(text: string): boolean {
  return !VISIBLE.test(text);
}

/** The text with Latin digits in place of Arabic's, Persian's and Hindi's. */
export function latinDigits(text: string): string {
  return text.replace(DIGIT, (digit) => String(DIGITS.indexOf(digit) % 10));
}

/**
 * The words alone, in lower case, without accents and punctuation, however a letter was typed: what is left when two people write the same.
 * Of a long text it is about the first 200 characters, since nothing that long is compared with anything.
 */
export function plainWords(text: string): string {
  let words = "";
  for (let start = 0; start < text.length && words.length < ENOUGH_WORDS; ) {
    const end = afterCodePoint(text, start + AT_ONCE);
    words += wordsIn(text.slice(start, end));
    // Spaces that meet where two pieces do are one.
    words = words.replaceAll("  ", " ");
    start = end;
  }
  return words.trim();
}

/** The same of the whole text, however long, and with nothing made of what nobody sees: joiners, fillers, marks of direction. */
export function allWords(text: string): string {
  const seen = text.replace(/\p{Default_Ignorable_Code_Point}/gu, "");
  const pieces: string[] = [];
  for (let start = 0; start < seen.length; ) {
    const end = afterCodePoint(seen, start + AT_ONCE);
    pieces.push(lettersIn(seen.slice(start, end)));
    start = end;
  }
  return pieces.join("").replace(/ {2,}/g, " ").trim();
}

/** The same of people's words, which may be Turkish, Hindi or Arabic. */
function wordsIn(text: string): string {
  const letters = text.normalize("NFKD").replace(LEFT_OUT, "").toLowerCase();
  const typed = letters.replace(PUT_IN_PLACE, (letter) => IN_PLACE[letter] ?? letter);
  return latinDigits(typed).replace(/[^\p{L}\p{N}\p{M}]+/gu, " ");
}

/** In lower case without accents, with one space in place of all else. */
function lettersIn(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ");
}

/** This place in the text, or the next, where it would be in the middle of a surrogate pair. */
function afterCodePoint(text: string, index: number): number {
  return (text.codePointAt(index - 1) ?? 0) > 0xffff ? index + 1 : index;
}
