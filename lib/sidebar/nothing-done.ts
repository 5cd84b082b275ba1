import { UpstreamError } from "../errors.ts";

/**
 * Throws on what looking something up failed by: where an upstream did not answer, nothing was done, and it is asked again.
 * @throws {UpstreamError} "unreachable", which is answered with 503, for one that is away
 */
export function nothingDone(error: unknown): never {
  const isAway =
    error instanceof UpstreamError && (error.failure === "unanswered" || error.failure === "unavailable");
  throw isAway ? new UpstreamError(error.upstream, "unreachable", { cause: error }) : error;
}
