import fc from "fast-check";
import { expect, test } from "vitest";
import { splitText } from "../../lib/domain/split-text.ts";

const unit = fc.constantFrom(
  ..."ab.!?…。*_~`\"')",
  "e\u0301",
  "😀",
  "👍🏽",
  "👨‍👩‍👧‍👦",
  "🇩🇪",
  "\u0600",
  "\u200d",
  " ",
  "\t",
  "\n",
  "\n\n",
  "\r\n",
  "\u00a0",
  "\u3000",
  "\u2028",
  "\ufeff",
);
const text = fc.oneof(fc.string({ unit, maxLength: 120 }), fc.string({ unit: "binary", maxLength: 120 }));
/** Down to limits into which not every character fits. */
const limit = fc.integer({ min: 2, max: 40 });

test("the pieces are the text, in order and to the letter, but for the whitespace where it was broken", () => {
  fc.assert(
    fc.property(text, limit, (whole, most) => {
      const pieces = splitText(whole, most);
      let at = 0;
      for (const piece of pieces) {
        const start = whole.indexOf(piece, at);
        expect(start).toBeGreaterThanOrEqual(at);
        expect(whole.slice(at, start).trim()).toBe("");
        at = start + piece.length;
      }
      expect(whole.slice(at).trim()).toBe("");
    }),
    { numRuns: 1_000 },
  );
});

test("no piece is above the limit or blank, and none has half of a pair that was whole", () => {
  fc.assert(
    fc.property(text, limit, (whole, most) => {
      for (const piece of splitText(whole, most)) {
        expect(piece.length).toBeLessThanOrEqual(most);
        expect(piece.trim()).not.toBe("");
        expect(piece.isWellFormed()).toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("pieces that are split again stay as they are", () => {
  fc.assert(
    fc.property(text, limit, (whole, most) => {
      const pieces = splitText(whole, most);
      expect(pieces.flatMap((piece) => splitText(piece, most))).toEqual(pieces);
    }),
  );
});
