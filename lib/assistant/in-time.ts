/** What was waited for did not come in time. */
export const TOO_SLOW = Symbol("too slow");

/**
 * What comes of `work` within this time; beyond it TOO_SLOW, whatever still hangs. The work may stop itself. When this has
 * resolved, its signal has told whatever hangs to end.
 */
export async function inTime<T>(
  milliseconds: number,
  work: (stop: AbortController) => Promise<T>,
): Promise<T | typeof TOO_SLOW> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<typeof TOO_SLOW>((resolve) => {
    timer = setTimeout(resolve, milliseconds, TOO_SLOW);
  });
  try {
    return await Promise.race([work(stop), tooSlow]);
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}
