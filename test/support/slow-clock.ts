import { onTestFinished, vi } from "vitest";

const SLOWER = 20;

/** Until the test is over, the clock by which callers' patience is measured goes slowly: a busy machine makes nobody give up. */
export function slowClock(): void {
  const now = performance.now.bind(performance);
  const startedAt = now();
  const clock = vi
    .spyOn(performance, "now")
    .mockImplementation(() => startedAt + (now() - startedAt) / SLOWER);
  onTestFinished(() => clock.mockRestore());
}
