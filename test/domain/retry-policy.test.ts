import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_ATTEMPTS, retryInSeconds, withJitter } from "../../lib/domain/tasks/retry-policy.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

test.for([
  [1, 5],
  [2, 30],
  [3, 2 * MINUTE],
  [4, 10 * MINUTE],
  [5, HOUR],
  [6, 3 * HOUR],
  [7, 8 * HOUR],
] as const)(
  "after failure %i the next attempt is %i seconds away, and up to a fifth more",
  ([attempt, seconds]) => {
    expect(retryInSeconds(attempt, 0)).toBe(seconds);
    expect(retryInSeconds(attempt, 1)).toBe(seconds * 1.2);
    expect(retryInSeconds(attempt, 0.5)).toBeGreaterThan(seconds);
    expect(retryInSeconds(attempt, 0.5)).toBeLessThanOrEqual(seconds * 1.2);
  },
);

test("the eighth failure is the last", () => {
  expect(MAX_ATTEMPTS).toBe(8);
  expect(retryInSeconds(8, 0)).toBeNull();
  expect(retryInSeconds(9, 0)).toBeNull();
  expect(retryInSeconds(1_000, 1)).toBeNull();
});

test("an upstream that asks for a rest never gets a shorter one, nor one longer by more than a fifth and a second", () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), chance, (seconds, random) => {
      const rest = withJitter(seconds, random);
      expect(rest).toBeGreaterThanOrEqual(seconds);
      expect(rest).toBeLessThanOrEqual(seconds * 1.2 + 1);
      expect(Number.isInteger(rest)).toBe(true);
    }),
  );
});
