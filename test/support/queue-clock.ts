import { beforeEach, vi } from "vitest";

/** Before each test of a file our clock is the machine's; from `run` on it is as many seconds ahead of that as asked for. */
export function queueClock(): { run(aheadSeconds: () => number): void } {
  const now = Date.now;
  let ahead = () => 0;
  beforeEach(() => {
    vi.spyOn(Date, "now").mockImplementation(() => now() + ahead() * 1000);
    return () => {
      ahead = () => 0;
      vi.restoreAllMocks();
    };
  });
  return {
    run(aheadSeconds) {
      ahead = aheadSeconds;
    },
  };
}
