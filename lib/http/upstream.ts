import { isNestedTooDeeply } from "../domain/json-nesting.ts";
import type { Upstream } from "../domain/providers.ts";
import { UpstreamError } from "../errors.ts";

/** Longer than any upstream needs on a bad day, short enough to try another task in the same invocation. */
export const CALL_LASTS_MS = 10_000;

/** Codes that Node gives when nothing of the request can have arrived: nobody is there, or nobody whom we would tell anything. */
const NEVER_ARRIVED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

export type UpstreamFetch = (upstream: Upstream, url: string, init?: RequestInit) => Promise<Response>;

/**
 * A fetch for calls upstream: one attempt, redirects left to the caller, at most 10 s until the answer's headers and body,
 * and, with an `upstreamOrigin`, `https://api.twilio.com/2010-…` goes to `<upstreamOrigin>/api.twilio.com/2010-…`.
 * @throws {UpstreamError} "unreachable" when the request cannot have arrived, "unanswered" when it may have
 */
export function createUpstreamFetch({
  upstreamOrigin,
}: {
  upstreamOrigin: string | undefined;
}): UpstreamFetch {
  return async (upstream, url, init = {}) => {
    const target = redirected(url, upstreamOrigin);
    try {
      return await fetch(target, { redirect: "manual", signal: AbortSignal.timeout(CALL_LASTS_MS), ...init });
    } catch (cause) {
      throw new UpstreamError(upstream, neverArrived(cause) ? "unreachable" : "unanswered", { cause });
    }
  };
}

/** Where a call upstream goes: to an `upstreamOrigin`, with the real host as the first part of its path. */
export function redirected(url: string, upstreamOrigin: string | undefined): string {
  const { host, pathname, search } = new URL(url);
  return upstreamOrigin ? `${upstreamOrigin}/${host}${pathname}${search}` : url;
}

/** The same fetch for calls that are given up when `signal` says so; without one, after the usual time. */
export function within(signal: AbortSignal | undefined, fetchUpstream: UpstreamFetch): UpstreamFetch {
  if (!signal) return fetchUpstream;
  return (upstream, url, init) => fetchUpstream(upstream, url, { ...init, signal });
}

/**
 * The body of an answer as text.
 * @throws {UpstreamError} "unanswered" when it ends in the middle
 */
export async function readText(upstream: Upstream, response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (cause) {
    throw new UpstreamError(upstream, "unanswered", { cause });
  }
}

/** What a text says in JSON; undefined for what is none, or nested more than 100 levels deep. `reviver` as in JSON.parse. */
export function parseJson(text: string, reviver?: Parameters<typeof JSON.parse>[1]): unknown {
  if (isNestedTooDeeply(text)) return undefined;
  try {
    return JSON.parse(text, reviver);
  } catch {
    return undefined;
  }
}

/** A reviver for `parseJson`: ids above 2^53 stay what they are, as text, instead of becoming another id. */
export function exactIds(_: string, value: unknown, context?: { source?: string }): unknown {
  const isInexact = typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isInexact ? (context?.source ?? value) : value;
}

/** What an HTTP status of an upstream means for trying again; null for success. */
export function failureOf(status: number): UpstreamError["failure"] | null {
  if (status >= 200 && status < 300) return null;
  if (status === 429) return "throttled";
  // Nothing gets through before somebody pays.
  if (status === 402) return "away";
  if (status === 401 || status === 403) return "unauthorized";
  // A gateway lost its origin: what happened behind it is unknown.
  if (status === 502 || status === 504) return "unanswered";
  // 409, 423, 425: it collided with somebody else's change over there.
  if ([408, 409, 423, 425].includes(status) || status >= 500) return "unavailable";
  return "rejected";
}

/** A pause of 0 s would be a loop, and a mistaken header must not stop an upstream for a day: nobody needs a rest of more than an hour. */
const SHORTEST_REST_SECONDS = 5;
export const LONGEST_REST_SECONDS = 60 * 60;

/** Seconds of a Retry-After header, given as seconds or as a date. */
export function retryAfterSeconds(headers: Headers): number | undefined {
  const value = headers.get("retry-after");
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000);
  return Number.isFinite(seconds)
    ? Math.min(Math.max(seconds, SHORTEST_REST_SECONDS), LONGEST_REST_SECONDS)
    : undefined;
}

/**
 * A connection that breaks says ECONNRESET whenever it breaks. Only what else stands on the error tells that the request was not written:
 * Node was still looking up the name, connecting, or agreeing on TLS (that error alone names its host), or not a byte had gone out.
 */
function neverArrived(cause: unknown): boolean {
  return [cause, cause instanceof Error ? cause.cause : undefined].some((error) => {
    if (!(error instanceof Error)) return false;
    // Node and undici put these on their errors; whatever is there is only compared.
    const { code, syscall, host, socket } = error as Error & Partial<Record<string, unknown>>;
    const { bytesWritten } = (socket ?? {}) as { bytesWritten?: unknown };
    return (
      NEVER_ARRIVED.has(String(code)) ||
      syscall === "connect" ||
      syscall === "getaddrinfo" ||
      (code === "ECONNRESET" && host !== undefined) ||
      (code === "UND_ERR_SOCKET" && bytesWritten === 0)
    );
  });
}
