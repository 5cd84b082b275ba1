import { isPaused } from "../db/tasks/upstream-pauses.ts";
import type { Upstream } from "../domain/providers.ts";
import { UpstreamError } from "../errors.ts";
import type { Deps } from "../ports.ts";

/** As long as somebody waits who looks at a page. */
const SOON_MS = 3_000;

/**
 * What an upstream is asked by somebody who waits for a page, and what changes nothing: answered soon, and not asked while it is left alone.
 * @throws {UpstreamError} "unreachable" when it does not answer soon
 */
export async function askSoon<T>(
  { db }: Pick<Deps, "db">,
  upstream: Upstream,
  ask: () => Promise<T>,
): Promise<T> {
  if (await isPaused(db, upstream)) throw new UpstreamError(upstream, "unreachable");
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new UpstreamError(upstream, "unreachable")), SOON_MS);
  try {
    return await Promise.race([ask(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
