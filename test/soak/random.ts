/** Numbers that look random and are the same for the same seed. */
export type Random = {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number, both ends included. */
  between(from: number, to: number): number;
  /** True in so many of a hundred cases. */
  percent(of: number): boolean;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** The items in another order. */
  shuffled<T>(items: readonly T[]): T[];
};

/** @see https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32 */
export function randomFrom(seed: string | number): Random {
  let state = hash(String(seed));
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    between,
    percent: (of) => next() * 100 < of,
    pick: (from) => from[between(0, from.length - 1)] ?? from[0],
    shuffled(items) {
      const left = [...items];
      return items.flatMap(() => left.splice(between(0, left.length - 1), 1));
    },
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let n = 0; n < text.length; n += 1) value = Math.imul(value ^ text.charCodeAt(n), 0x01000193);
  return value;
}
