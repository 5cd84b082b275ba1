import fc from "fast-check";
import { expect, test } from "vitest";
import { cut, firstLine, shorten, storable } from "../../lib/domain/text.ts";

/** Anything that JavaScript calls a string, lone surrogates and control characters among it. */
const anyString = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0xffff })))
  .map((units) => String.fromCharCode(...units));
/** What people write: letters, accents, emoji of many parts, flags, in any mix. */
const people = ["a", "é", "e\u0301", "😀", "👍🏽", "👨‍👩‍👧‍👦", "🇩🇪", "क्षि", "각", "\n", " ", "ﷺ"];
const writing = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 80 }),
  fc.array(fc.constantFrom(...people), { maxLength: 60 }).map((parts) => parts.join("")),
);
const limits = fc.integer({ min: 0, max: 120 });

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const boundaries = (text: string) =>
  new Set([...segmenter.segment(text)].map(({ index }) => index)).add(text.length);

test("a cut text is never longer than its limit", () => {
  fc.assert(
    fc.property(fc.oneof(writing, anyString), limits, (text, limit) => {
      expect(cut(text, limit).length).toBeLessThanOrEqual(limit);
    }),
  );
});

test("a cut text is the beginning of the text, and ends where a character ends", () => {
  fc.assert(
    fc.property(writing, limits, (text, limit) => {
      const beginning = cut(text, limit);
      expect(text.startsWith(beginning)).toBe(true);
      expect(boundaries(text)).toContain(beginning.length);
      expect(beginning.isWellFormed()).toBe(true);
    }),
  );
});

test("a cut text leaves out no character that would have fitted", () => {
  fc.assert(
    fc.property(writing, limits, (text, limit) => {
      const { length } = cut(text, limit);
      const next = [...boundaries(text)].filter((end) => end > length).at(0);
      expect(next ?? Number.POSITIVE_INFINITY).toBeGreaterThan(limit < text.length ? limit : length);
    }),
  );
});

test("a shortened text is never longer than its limit, and says that it was shortened", () => {
  fc.assert(
    fc.property(writing, fc.integer({ min: 1, max: 120 }), (text, limit) => {
      const short = shorten(text, limit);
      expect(short.length).toBeLessThanOrEqual(limit);
      expect(short.isWellFormed()).toBe(true);
      if (text.length <= limit) expect(short).toBe(text);
      else expect(short.endsWith("…")).toBe(true);
    }),
  );
});

test.for([
  ["", 5, ""],
  ["short", 5, "short"],
  ["longer", 5, "long…"],
  ["a word, cut after a space", 8, "a word,…"],
  ["aaaa😀", 5, "aaaa…"],
  ["aaa😀bb", 6, "aaa😀…"],
  ["👨‍👩‍👧‍👦 family", 5, "…"],
] as const)("%j within %i characters is %j", ([text, limit, short]) => {
  expect(shorten(text, limit)).toBe(short);
});

test("a storable text is well-formed, without NUL or any control character but tab and line breaks", () => {
  fc.assert(
    fc.property(anyString, (text) => {
      const stored = storable(text);
      expect(stored.isWellFormed()).toBe(true);
      const controls = [...stored].filter((char) => char < " " || char === "\u007f");
      expect(controls.filter((char) => !"\t\n\r".includes(char))).toEqual([]);
      expect(new TextDecoder().decode(new TextEncoder().encode(stored))).toBe(stored);
    }),
  );
});

test("a storable text stays as long as it was, and is not changed again", () => {
  fc.assert(
    fc.property(anyString, (text) => {
      expect(storable(text)).toHaveLength(text.length);
      expect(storable(storable(text))).toBe(storable(text));
    }),
  );
});

test("what people write is stored as they wrote it", () => {
  const plain = fc.constantFrom(...people, "\t", "\r\n", "مرحبا", "你好", "\u200d", "\ufeff");
  fc.assert(
    fc.property(fc.array(plain), (parts) => {
      expect(storable(parts.join(""))).toBe(parts.join(""));
    }),
  );
});

test.for([
  ["one line", "one line"],
  ["  first  \nsecond", "first"],
  ["\n\r\n \t\nthird", "third"],
  ["windows\r\nlines", "windows"],
  ["", ""],
  [" \n ", ""],
])("the first line of %j is %j", ([text = "", line]) => {
  expect(firstLine(text)).toBe(line);
});
