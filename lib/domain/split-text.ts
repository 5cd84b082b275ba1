import { graphemes } from "./text.ts";

/** Where a text is best broken: between paragraphs, lines, sentences, words. */
const WORD = /\s/g;
const BREAKS = [/\n[^\S\n]*\n/g, /\n/g, /(?<=[.!?…]['"’”)\]*_~]{0,4})\s|(?<=[。！？])/g, WORD];

/**
 * The text in pieces of at most `limit` UTF-16 units, broken where it reads best and never inside a character (an emoji, a flag)
 * that fits. Only the whitespace at the breaks is left out; a text within the limit stays as it is, a blank one has no pieces.
 * @param limit at least 2
 */
export function splitText(text: string, limit: number): string[] {
  if (text.trim() === "") return [];
  if (text.length <= limit) return [text];
  const whole = text.trim();
  const splitting = { text: whole, limit, segments: graphemes().segment(whole) };

  const pieces: string[] = [];
  let start = 0;
  while (whole.length - start > limit) {
    const end = bestBreak(splitting, start) ?? lastCharacter(splitting, start);
    pieces.push(whole.slice(start, end));
    start = afterBreak(splitting, end);
  }
  return [...pieces, whole.slice(start)];
}

type Splitting = { text: string; limit: number; segments: Intl.Segments };

/** The end of the piece that starts at `start`, unless its first word alone is too long. It is at least half full where that is possible. */
function bestBreak(splitting: Splitting, start: number): number | null {
  const { text, limit } = splitting;
  for (const pattern of BREAKS) {
    const from = pattern === WORD ? start : start + Math.floor(limit / 2);
    const found = [...text.slice(from, start + limit + 1).matchAll(pattern)];
    let tried = Number.POSITIVE_INFINITY;
    for (const { index } of found.reverse()) {
      // The same whitespace, and so the same end.
      if (from + index >= tried) continue;
      const end = beforeWhitespace(text, from + index);
      tried = end;
      const fits = end > start && end - start <= limit;
      if (fits && isBoundary(splitting, end)) return end;
    }
  }
  return null;
}

/** The end of the last character that fits. One that alone is too long is cut, between its code points. */
function lastCharacter({ text, limit, segments }: Splitting, start: number): number {
  const end = segments.containing(start + limit)?.index ?? text.length;
  if (end > start) return end;
  const isInsidePair = /[\udc00-\udfff]/.test(text.charAt(start + limit));
  return start + limit - (isInsidePair && limit > 1 ? 1 : 0);
}

/** Where the next piece starts: after the whitespace, but for a last space that an accent stands on. */
function afterBreak(splitting: Splitting, index: number): number {
  let start = index;
  while (/\s/.test(splitting.text.charAt(start))) start += 1;
  return start === index || isBoundary(splitting, start) ? start : start - 1;
}

function isBoundary({ text, segments }: Splitting, index: number): boolean {
  return index >= text.length || segments.containing(index)?.index === index;
}

function beforeWhitespace(text: string, index: number): number {
  let end = index;
  while (/\s/.test(text.charAt(end - 1))) end -= 1;
  return end;
}
