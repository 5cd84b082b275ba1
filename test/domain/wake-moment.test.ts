import fc from "fast-check";
import { expect, test } from "vitest";
import { wakeMoment } from "../../lib/domain/tasks/wake-moment.ts";

const NOW = Date.parse("2026-11-29T12:00:01.500Z");
const DAY = 86_400;

test.for([
  [0, 5],
  [5, 5],
  [36, 5],
  [60, 5],
  [61, 30],
  [600, 30],
  [3_600, 180],
  [8 * 3_600, 900],
  [3 * DAY, 3_600],
] as const)("what is due in %i s is woken for within %i s", ([due, step]) => {
  const { at, inSeconds } = wakeMoment(NOW, due);
  const lateness = at - NOW / 1000 - due;
  expect(lateness).toBeGreaterThan(0);
  expect(lateness).toBeLessThanOrEqual(step);
  expect(inSeconds).toBe(Math.ceil(at - NOW / 1000));
});

test("what is long due is woken for at once, and what is due in a month in five days", () => {
  expect(wakeMoment(NOW, -3_600)).toEqual(wakeMoment(NOW, 0));
  const { inSeconds } = wakeMoment(NOW, 30 * DAY);
  expect(inSeconds).toBeGreaterThanOrEqual(5 * DAY);
  // A message is kept a day longer, and no queue keeps one for more than a week.
  expect(inSeconds + DAY).toBeLessThan(7 * DAY);
});

const instants = fc.integer({ min: 0, max: DAY }).map((seconds) => Math.ceil(NOW / 1000 + seconds) * 1000);
const distances = fc.integer({ min: 0, max: 5 * DAY });

test("once the moment has come, nothing of its step is left to ask for", () => {
  fc.assert(
    fc.property(instants, distances, distances, (now, first, second) => {
      const { at } = wakeMoment(now, first);
      expect(wakeMoment(at * 1000, second).at).toBeGreaterThan(at);
    }),
  );
});

test("who asks from nearer asks for the same moment, or for an earlier one that is late enough", () => {
  fc.assert(
    fc.property(instants, distances, distances, (now, due, other) => {
      const passed = Math.min(other, due);
      const near = wakeMoment(now + passed * 1000, due - passed).at;
      expect(near).toBeLessThanOrEqual(wakeMoment(now, due).at);
      expect(near).toBeGreaterThan(now / 1000 + due);
    }),
  );
});
