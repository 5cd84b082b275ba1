import fc from "fast-check";
import { expect, test } from "vitest";
import { splitText } from "../../lib/domain/split-text.ts";
import { growthOf } from "../support/growth.ts";

const people = [
  "a",
  "word",
  "é",
  "e\u0301",
  "😀",
  "👍🏽",
  "👨‍👩‍👧‍👦",
  "🇩🇪",
  "क्षि",
  "각",
  "\n",
  "\n\n",
  " ",
  ". ",
  "。",
  "\r\n",
];
const writing = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.array(fc.constantFrom(...people), { maxLength: 150 }).map((parts) => parts.join("")),
);
/** The family emoji, the longest character above, has 11 units. */
const limits = fc.integer({ min: 12, max: 80 });
const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const characters = (text: string) =>
  [...segmenter.segment(text)].map(({ segment }) => segment).filter((segment) => segment.trim() !== "");
const withoutSpace = (text: string) => text.replace(/\s/g, "");

test.for([
  ["", 10, []],
  [" \n ", 10, []],
  ["short", 5, ["short"]],
  [" as it is \n", 20, [" as it is \n"]],
  ["one two three", 8, ["one two", "three"]],
  ["First one. Second one.", 16, ["First one.", "Second one."]],
  ["Is it? (Yes.) And so on", 18, ["Is it? (Yes.)", "And so on"]],
  ["first line\nsecond line", 14, ["first line", "second line"]],
  ["One. Two.\n\nThree. Four.", 16, ["One. Two.", "Three. Four."]],
  ["a paragraph\n \nthe next\none", 20, ["a paragraph", "the next\none"]],
  ["A.\n\nalmost all of it is here, in the second", 40, ["A.\n\nalmost all of it is here, in the", "second"]],
  ["这是第一句。这是第二句。", 8, ["这是第一句。", "这是第二句。"]],
  ["see https://example.com/a/long/path", 31, ["see", "https://example.com/a/long/path"]],
  ["abcdefghij", 4, ["abcd", "efgh", "ij"]],
  ["👍🏽👍🏽👍🏽", 9, ["👍🏽👍🏽", "👍🏽"]],
  ["🇩🇪🇫🇷", 7, ["🇩🇪", "🇫🇷"]],
  ["e\u0301e\u0301e\u0301", 5, ["e\u0301e\u0301", "e\u0301"]],
  ["👨‍👩‍👧‍👦", 4, ["👨‍", "👩‍", "👧‍", "👦"]],
  ["ab \u0301c", 3, ["ab", " \u0301c"]],
  ["aa\u0600 bb", 4, ["aa\u0600 ", "bb"]],
] as const)("%j in pieces of at most %i is %j", ([text, limit, pieces]) => {
  expect(splitText(text, limit)).toEqual(pieces);
});

test("no piece is longer than the limit, none is empty, none begins or ends with a space", () => {
  fc.assert(
    fc.property(writing, limits, (text, limit) => {
      const pieces = splitText(text, limit);
      for (const piece of pieces) {
        expect(piece.length).toBeLessThanOrEqual(limit);
        expect(piece.trim()).not.toBe("");
        if (pieces.length > 1) expect(piece).toBe(piece.trim());
      }
    }),
  );
});

test("no character is cut in two, and nothing is lost but spaces", () => {
  fc.assert(
    fc.property(writing, limits, (text, limit) => {
      const pieces = splitText(text, limit);
      expect(pieces.flatMap(characters).join("")).toBe(pieces.map(withoutSpace).join(""));
      expect(pieces.map(withoutSpace).join("")).toBe(withoutSpace(text));
      const whole = new Set(characters(text));
      for (const character of pieces.flatMap(characters)) expect(whole).toContain(character);
    }),
  );
});

test("words are cut only where they do not fit into a piece", () => {
  const words = fc.array(fc.string({ unit: fc.constantFrom(..."abc"), minLength: 1, maxLength: 12 }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(words, limits, (list, limit) => {
      expect(splitText(list.join(" "), limit).flatMap((piece) => piece.split(" "))).toEqual(list);
    }),
  );
});

test.for([
  ["words", (many: number) => "word ".repeat(many)],
  ["one word", (many: number) => "a".repeat(5 * many)],
  ["emoji", (many: number) => "👨‍👩‍👧‍👦".repeat(many / 2)],
  ["spaces", (many: number) => `a${" ".repeat(5 * many)}b${"\n".repeat(5 * many)}c`],
  ["accents on one letter", (many: number) => `a${"\u0301".repeat(5 * many)}`],
] as const)("a text of 100 kB of %s takes as long as four times a quarter of it", ([, text]) => {
  for (const limit of [160, 1_600, 4_096])
    expect(splitText(text(20_000), limit).join("").length).toBeGreaterThan(2);
  // A letter longer than a piece is looked through again for each piece: an SMS is too short for this.
  for (const limit of [1_600, 4_096])
    expect(growthOf((many) => splitText(text(many), limit), 5_000)).toBeLessThan(10);
});
