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
] as const)("what is due in %i s is woken for within %i s", ([due, step]) => {
  const { at, inSeconds } = wakeMoment(NOW, due);
  const lateness = at - NOW / 1000 - due;
  expect(lateness).toBeGreaterThan(0);
  expect(lateness).toBeLessThanOrEqual(step);
  expect(inSeconds).toBe(Math.ceil(at - NOW / 1000));
});

/** Whoever is woken asks anew, until it is due. */
function wakesFor(now: number, due: number): number[] {
  const { at } = wakeMoment(now * 1000, due - now);
  return at >= due ? [at] : [at, ...wakesFor(at, due)];
}

test.for([
  ["2026-11-29T12:47:00Z", 2],
  ["2026-11-29T18:00:00Z", 1],
  ["2026-11-29T18:07:11Z", 2],
  ["2026-12-01T09:00:00Z", 1],
  ["2026-12-01T09:29:50Z", 2],
] as const)("what is planned for %s is not half a minute late, after %i wakes", ([planned, wakes]) => {
  const due = Date.parse(planned) / 1000;
  const woken = wakesFor(NOW / 1000, due);
  expect(woken).toHaveLength(wakes);
  expect(woken.at(-1)).toBeLessThanOrEqual(due + 30);
});

test("what is long due is woken for at once, and what is due in a month in five days", () => {
  expect(wakeMoment(NOW, -3_600)).toEqual(wakeMoment(NOW, 0));
  const { inSeconds } = wakeMoment(NOW, 30 * DAY);
  expect(inSeconds).toBeGreaterThanOrEqual(5 * DAY - 600);
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

const soon = fc.integer({ min: 0, max: 600 });

test("who asks from nearer asks for the same moment, or for an earlier one that is late enough", () => {
  fc.assert(
    fc.property(instants, soon, soon, (now, due, other) => {
      const passed = Math.min(other, due);
      const near = wakeMoment(now + passed * 1000, due - passed).at;
      expect(near).toBeLessThanOrEqual(wakeMoment(now, due).at);
      expect(near).toBeGreaterThan(now / 1000 + due);
    }),
  );
});

test("what is due later is woken for before it is due, and then in time: one wake more at most", () => {
  fc.assert(
    fc.property(instants, distances, (now, distance) => {
      const due = now / 1000 + distance;
      const woken = wakesFor(now / 1000, due);
      expect(woken.length).toBeLessThanOrEqual(2);
      expect(woken.at(-1)).toBeLessThanOrEqual(due + 30);
    }),
  );
});
