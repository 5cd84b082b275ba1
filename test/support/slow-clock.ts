import { onTestFinished, vi } from "vitest";

const SLOWER = 20;
/** What waits for less paces the work; what waits for longer gives up. */
const LONG_MS = 1_000;

/**
 * Until the test is over, the clock by which callers' patience is measured goes slowly: a busy machine makes nobody give up. Not for what
 * is said of giving up.
 */
export function slowClock(): void {
  const now = performance.now.bind(performance);
  const startedAt = now();
  const clock = vi
    .spyOn(performance, "now")
    .mockImplementation(() => startedAt + (now() - startedAt) / SLOWER);
  const later = globalThis.setTimeout;
  const timer = vi
    .spyOn(globalThis, "setTimeout")
    .mockImplementation((run, ms = 0, ...values) => later(run, ms < LONG_MS ? ms : ms * SLOWER, ...values));
  onTestFinished(() => {
    clock.mockRestore();
    timer.mockRestore();
  });
}
