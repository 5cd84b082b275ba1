const FRESH_MS = 3_600_000;
const AFTER_FAILURE_MS = 60_000;
const PATIENCE_MS = 1_000;

/**
 * What `load` answered, kept for an hour by this instance; asked once for all who want it at a time. While it fails, what it answered
 * last, or null where it never did; after a failure nobody asks for a minute. Never rejects.
 */
export function remembered<T>(load: () => Promise<T>, now: () => number = Date.now): () => Promise<T | null> {
  let known: T | null = null;
  let askedAgainAt = 0;
  let loading: Promise<void> | undefined;
  const ask = async () => {
    try {
      known = await load();
      askedAgainAt = now() + FRESH_MS;
    } catch {
      askedAgainAt = now() + AFTER_FAILURE_MS;
    }
    loading = undefined;
  };
  return async () => {
    if (now() < askedAgainAt) return known;
    loading ??= ask();
    await loading;
    return known;
  };
}

/** What `ask` answered last, without waiting for what it answers now; the first answer is waited for, for a second at most. */
export function promptly<T>(ask: () => Promise<T | null>): () => Promise<T | null> {
  let last: { answer: T | null } | undefined;
  return async () => {
    const asked = ask().then((answer) => {
      last = { answer };
    });
    if (!last) await Promise.race([asked, patience()]);
    last ??= { answer: null };
    return last.answer;
  };
}

function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
}
