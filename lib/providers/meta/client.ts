import { UpstreamError, type UpstreamFailure } from "../../errors.ts";
import {
  failureOf,
  parseJson,
  readText,
  retryAfterSeconds,
  type UpstreamFetch,
} from "../../http/upstream.ts";

/** Throttled: never processed, so safe to try again. @see https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const THROTTLED = new Set(["4", "17", "80007", "80008", "130429", "131048", "131056"]);
/** Of those, what throttles one customer, and nobody else. */
const TOO_MANY_TO_ONE = "131056";
/** The account is restricted, locked or unpaid: no message gets through before somebody sees to that. */
const AWAY = new Set(["368", "131031", "131042"]);
/** The access token is expired, revoked or not allowed to do this. */
const UNAUTHORIZED = new Set(["0", "10", "190", "200"]);
/** Something is wrong over there for now. */
const UNAVAILABLE = new Set(["1", "2", "131000", "131016", "133004"]);

type GraphError = { code?: unknown; message?: unknown; error_data?: { details?: unknown } };

/**
 * The JSON that Meta's Graph API answers.
 * @throws {UpstreamError} for every answer that is not a 2xx in JSON, by Meta's own code where there is one
 */
export async function callGraph(
  fetchUpstream: UpstreamFetch,
  url: string,
  accessToken: string,
  body?: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const response = await fetchUpstream("meta", url, {
    method: body ? "POST" : "GET",
    headers: { authorization: `Bearer ${accessToken}`, ...(body && { "content-type": "application/json" }) },
    body: body ? JSON.stringify(body) : null,
  });
  const answer = parseJson(await readText("meta", response));
  // Any object that is not null can be read by name.
  const json =
    typeof answer === "object" && answer !== null ? (answer as Record<string, unknown>) : undefined;
  const failure = failureOf(response.status);
  if (!failure && json) return json;
  throw graphError(response, failure ?? "unanswered", (json?.error ?? {}) as GraphError);
}

function graphError(response: Response, failure: UpstreamFailure, error: GraphError): UpstreamError {
  const code = error.code === undefined ? undefined : String(error.code);
  const words = [error.message, error.error_data?.details]
    .filter((text) => typeof text === "string")
    .join(": ");
  return new UpstreamError("meta", meaning(code) ?? (failure === "unauthorized" ? "rejected" : failure), {
    status: response.status,
    ...(code && { code }),
    ...(words && { reason: words }),
    retryAfterSeconds: retryAfterSeconds(response.headers),
    scope: code === TOO_MANY_TO_ONE ? "one" : "all",
  });
}

/** Meta puts the same code under several HTTP statuses: the code decides. */
function meaning(code: string | undefined): UpstreamFailure | null {
  if (code === undefined) return null;
  if (THROTTLED.has(code)) return "throttled";
  if (AWAY.has(code)) return "away";
  if (UNAUTHORIZED.has(code)) return "unauthorized";
  return UNAVAILABLE.has(code) ? "unavailable" : null;
}
