import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { UpstreamError } from "../errors.ts";
import { exactIds, parseJson, readText, retryAfterSeconds, type UpstreamFetch } from "../http/upstream.ts";
import { failureOfAnswer } from "./failure-of-answer.ts";

type Options = { method: string; headers: Record<string, string>; body?: string | Readable | FormData };

/**
 * The transport of one call by node-zendesk, and of the next after it: answers are what Zendesk said, and everything but a 204 or a 2xx in JSON fails.
 * node-zendesk's own resolves with an Error for a 429, with `{}` for an HTML page, and never times out.
 *
 * node-zendesk wraps what a transport throws in an Error that says nothing, so the reason is kept in `failure`. `headers` go with each
 * request beside its own.
 */
export function zendeskTransport(fetchUpstream: UpstreamFetch) {
  const transport = {
    failure: undefined as unknown,
    answered: undefined as unknown,
    headers: {} as Record<string, string>,
    async transportFn(uri: string, options: Options) {
      try {
        const headers = { ...options.headers, ...transport.headers };
        const answer = await request(fetchUpstream, uri, { ...options, headers });
        transport.answered = answer.json;
        return answer;
      } catch (error) {
        transport.failure = error;
        throw error;
      }
    },
    responseAdapter: ({ status, headers, json }: Awaited<ReturnType<typeof request>>) => ({
      json: async () => json,
      status,
      headers: { get: (name: string) => (name === "retry-after" ? null : headers.get(name)) },
      statusText: "",
    }),
  };
  return transport;
}

async function request(fetchUpstream: UpstreamFetch, uri: string, { method, headers, body }: Options) {
  // Of a form, fetch writes the type: with the boundary between its parts.
  if (body instanceof FormData) headers = without(headers, "content-type");
  const isWhole = body === undefined || typeof body === "string" || body instanceof FormData;
  const bytes = isWhole ? body : await buffer(body);
  const response = await fetchUpstream("zendesk", uri, { method, headers, body: bytes ?? null });
  const text = await readText("zendesk", response);
  const json = parseJson(text, exactIds);
  const isEmpty = response.status === 204;
  const failed = failureOfAnswer(response, text);
  const failure = failed?.failure ?? (json === undefined && !isEmpty ? "unavailable" : null);
  if (failure) {
    const isOfOneTicket = isTicketUpdate(method, uri) && !isAccountSpent(response.headers);
    throw new UpstreamError("zendesk", failure, {
      status: response.status,
      reason: failed?.reason ?? reasonIn(json),
      retryAfterSeconds: retryAfterSeconds(response.headers),
      scope: isOfOneTicket ? "one" : "all",
    });
  }
  return { status: response.status, headers: response.headers, json };
}

function without(headers: Record<string, string>, left: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== left));
}

/** A ticket takes 30 updates in ten minutes from one user. @see https://developer.zendesk.com/api-reference/introduction/rate-limits/ */
function isTicketUpdate(method: string, uri: string): boolean {
  return method === "PUT" && /\/tickets\/\d+(\/tags)?(\.json)?$/.test(new URL(uri).pathname);
}

/**
 * A ticket's own limit and the account's both answer 429, and only these headers tell them apart. Where they are missing, other
 * calls (a new ticket, a look at the comments, which precedes every retry) still notice the account's.
 */
function isAccountSpent(headers: Headers): boolean {
  return ["x-rate-limit-remaining", "ratelimit-remaining"].some((name) => headers.get(name) === "0");
}

/** What Zendesk says about a refusal: its description and the details by field, cut to what a person reads. */
function reasonIn(json: unknown): string {
  const { error, description, details } = (json ?? {}) as Record<string, unknown>;
  return [error, description, details]
    .filter(Boolean)
    .map((part) => (typeof part === "string" ? part : JSON.stringify(part)))
    .join(": ")
    .slice(0, 500);
}
