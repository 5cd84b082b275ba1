import { UpstreamError } from "../errors.ts";
import { parseJson, readText, retryAfterSeconds, type UpstreamFetch } from "../http/upstream.ts";
import { failureOfAnswer } from "./failure-of-answer.ts";

/** Ask for a new token this long before the old one ends. */
const MARGIN_MS = 60_000;

/** What Zendesk documents of its answer; each member is checked before it is used. */
type Answer = { access_token?: string; expires_in?: number };

export type AccessToken = { get(): Promise<string>; forget(): void };

/**
 * Zendesk's OAuth token by client credentials, asked for once and kept in this instance until it ends.
 * @see https://developer.zendesk.com/documentation/api-basics/authentication/oauth-client-credentials/
 */
export function createAccessToken(
  { subdomain, clientId, clientSecret }: { subdomain: string; clientId: string; clientSecret: string },
  fetchUpstream: UpstreamFetch,
): AccessToken {
  let current: { token: Promise<string>; endsAt: number } | undefined;

  const ask = async (): Promise<string> => {
    const response = await fetchUpstream("zendesk", `https://${subdomain}.zendesk.com/oauth/tokens`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({
        grant_type: "client_credentials",
        client_id: clientId,
        client_secret: clientSecret,
        scope: "read write",
      }),
    });
    const text = await readText("zendesk", response);
    const answer = parseJson(text) as Answer | undefined;
    const { failure = null, reason } = failureOfAnswer(response, text) ?? {};
    if (failure || !answer?.access_token) {
      throw new UpstreamError(
        "zendesk",
        failure === "rejected" ? "unauthorized" : (failure ?? "unavailable"),
        {
          status: response.status,
          ...(reason && { reason }),
          retryAfterSeconds: retryAfterSeconds(response.headers),
        },
      );
    }
    if (current && answer.expires_in) current.endsAt = Date.now() + answer.expires_in * 1000 - MARGIN_MS;
    return answer.access_token;
  };

  const forget = () => {
    current = undefined;
  };
  return {
    forget,
    async get() {
      if (!current || current.endsAt <= Date.now()) {
        current = { token: ask(), endsAt: Number.POSITIVE_INFINITY };
        current.token.catch(forget);
      }
      return current.token;
    },
  };
}
