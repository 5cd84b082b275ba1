/** U+2800 is Braille's blank: a symbol to Unicode, nothing to the eye. */
const BLANK = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

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

/** The first `limit` UTF-16 units of the text at most, never cutting a character (an emoji, a flag) in two. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let end = 0;
  for (const { index, segment } of graphemes().segment(text)) {
    if (index + segment.length > limit) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** The text within `limit` units, with "…" in place of what was cut. */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${cut(text, limit - 1).trimEnd()}…`;
}

/** The first line that says something, or "". */
export function firstLine(text: string): string {
  return (
    text
      .split("\n")
      .map((line) => line.trim())
      .find((line) => !isBlank(line)) ?? ""
  );
}

/** Whether there is nothing to see in a text: spaces, joiners, fillers, marks of direction. Zendesk takes it for empty. */
export function isBlank(text: string): boolean {
  return BLANK.test(text);
}

/** The words alone, in lower case, without accents and punctuation: what is left when two people write the same. */
export function plainWords(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
