/**
 * How many times as long work takes when there is four times as much to do: 4 where it keeps step, 16 where each part looks at all others.
 * Both are the least of several rounds, one after the other, and what takes next to nothing counts as a little: a busy machine does not show.
 */
export function growthOf(work: (many: number) => unknown, many: number): number {
  const rounds = Array.from({ length: ROUNDS }, () => [took(() => work(many)), took(() => work(4 * many))]);
  const least = (n: 0 | 1) => Math.min(...rounds.map((round) => round[n] ?? 0));
  return least(1) / Math.max(least(0), A_LITTLE_MS);
}

const ROUNDS = 4;
const A_LITTLE_MS = 5;

function took(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}
