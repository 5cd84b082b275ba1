import type Twilio from "twilio/lib/rest/Twilio.js";
import type { Upstream } from "../../domain/providers.ts";
import { UpstreamError, type UpstreamFailure } from "../../errors.ts";
import {
  failureOf,
  parseJson,
  readText,
  retryAfterSeconds,
  type UpstreamFetch,
} from "../../http/upstream.ts";
import { type TwilioAccess, twilioCredentials } from "./credentials.ts";

const TWILIO: Upstream = "twilio";

/** Credentials that Twilio refuses altogether; a 403 with another code refuses one message only. */
const AUTHENTICATION_FAILED = "20003";
/** The account is suspended or closed, for money most often. @see https://www.twilio.com/docs/api/errors/20403 */
const AWAY = new Set(["10001", "20005", "20403", "90010"]);
/**
 * Throttled: 20429 for the API, 63017 for the account, 63018 for the WhatsApp sender, 21611 for a number whose queue is full, 14107 for
 * one customer. Never processed, so safe to try again.
 */
const THROTTLED = new Set(["14107", "20429", "21611", "63017", "63018"]);
/** Of those, what throttles one customer, or one number of ours while another still sends: each lane waits for itself. */
const OF_ONE = new Set(["14107", "21611"]);

/** The services of Twilio's that we call. A bundle leaves all others of its package out. */
export const TWILIO_PARTS = ["api", "content", "conversations", "messaging"] as const;

/** Twilio's own client, as far as a bundle has it. */
export type TwilioClient = Pick<
  Twilio,
  (typeof TWILIO_PARTS)[number] | "messages" | "incomingPhoneNumbers" | "request"
>;

type Call = {
  method: string;
  uri: string;
  username?: string;
  password?: string;
  headers?: Record<string, string>;
  params?: Record<string, unknown>;
  data?: Record<string, unknown>;
};

/** Twilio's own client over our transport, loaded when the first call is made. */
export async function createTwilioClient(
  access: TwilioAccess,
  fetchUpstream: UpstreamFetch,
): Promise<TwilioClient> {
  const { default: Twilio } = await import("twilio/lib/rest/Twilio.js");
  const httpClient = { request: (call: Call) => request(fetchUpstream, call) };
  // The client calls nothing of its RequestClient but `request`.
  const options = { accountSid: access.accountSid, httpClient: httpClient as never, lazyLoading: true };
  const { username, password } = twilioCredentials(access);
  return new Twilio(username, password, options);
}

/** The same, made when it is first asked for, once. */
export function twilioClientOnce(
  access: TwilioAccess,
  fetchUpstream: UpstreamFetch,
): () => Promise<TwilioClient> {
  let loading: Promise<TwilioClient> | undefined;
  return () => {
    loading ??= createTwilioClient(access, fetchUpstream);
    return loading;
  };
}

/** @throws {UpstreamError} for every answer that is not a 2xx in JSON; the package's own errors carry too little */
async function request(fetchUpstream: UpstreamFetch, call: Call) {
  const { method, username, password } = call;
  const url = new URL(call.uri);
  for (const [name, value] of pairs(call.params)) url.searchParams.append(name, value);
  const headers = new Headers(call.headers);
  headers.set("authorization", `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`);
  const body = method.toUpperCase() === "GET" ? null : bodyOf(call.data, headers);
  const response = await fetchUpstream(TWILIO, url.href, { method: method.toUpperCase(), headers, body });
  const text = await readText(TWILIO, response);
  const json = parseJson(text);
  if (json === undefined && response.status !== 204) {
    throw new UpstreamError(TWILIO, failureOf(response.status) ?? "unanswered", { status: response.status });
  }
  const failure = failureOf(response.status);
  if (failure) throw upstreamError(response, failure, json);
  return { statusCode: response.status, body: text, headers: Object.fromEntries(response.headers) };
}

function upstreamError(response: Response, failure: UpstreamError["failure"], json: unknown): UpstreamError {
  const { code, message } = (json ?? {}) as { code?: unknown; message?: unknown };
  const twilioCode = code === undefined || code === null ? undefined : String(code);
  const details = {
    status: response.status,
    ...(twilioCode && { code: twilioCode }),
    ...(typeof message === "string" && { reason: message }),
    retryAfterSeconds: retryAfterSeconds(response.headers),
  };
  const scope = twilioCode && OF_ONE.has(twilioCode) ? "one" : "all";
  return new UpstreamError(TWILIO, meaningOf(twilioCode, response.status) ?? failure, { ...details, scope });
}

/** What Twilio's own code says of a call that failed; null where only the HTTP status tells. */
export function meaningOf(code: string | undefined, status: number): UpstreamFailure | null {
  if (code === undefined) return null;
  if (AWAY.has(code)) return "away";
  if (THROTTLED.has(code)) return "throttled";
  return status === 403 && code !== AUTHENTICATION_FAILED ? "rejected" : null;
}

function bodyOf(data: Call["data"], headers: Headers): BodyInit {
  const isJson = headers.get("content-type") === "application/json";
  return isJson ? JSON.stringify(data) : new URLSearchParams(pairs(data));
}

function pairs(data: Record<string, unknown> = {}): [string, string][] {
  return Object.entries(data).flatMap(([name, value]) =>
    value === undefined || value === null
      ? []
      : [value]
          .flat()
          .map((item): [string, string] => [name, item instanceof Date ? item.toISOString() : String(item)]),
  );
}
