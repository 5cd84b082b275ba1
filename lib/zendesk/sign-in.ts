import { UpstreamError } from "../errors.ts";
import { exactIds, parseJson, readText, redirected, type UpstreamFetch } from "../http/upstream.ts";
import { failureOfAnswer } from "./failure-of-answer.ts";
import { agentOf, type RawUser } from "./users.ts";
import type { ZendeskSignIn } from "./zendesk.ts";

/** The narrowest that lets a token say whose it is. */
const SCOPE = "users:read";

/** Zendesk gives no shorter ones. It is used for one call, at once. */
const TOKEN_SECONDS = 301;

type Client = { subdomain: string; clientId: string; clientSecret: string };

/**
 * Signing in by Zendesk's authorization code with PKCE.
 * @see https://developer.zendesk.com/api-reference/ticketing/oauth/grant_type_tokens/
 */
export function createSignIn(
  { subdomain, clientId, clientSecret }: Client,
  { fetchUpstream, upstreamOrigin }: { fetchUpstream: UpstreamFetch; upstreamOrigin: string | undefined },
): ZendeskSignIn {
  const zendesk = `https://${subdomain}.zendesk.com`;

  const ask = async (path: string, init: RequestInit): Promise<Record<string, unknown>> => {
    const response = await fetchUpstream("zendesk", `${zendesk}${path}`, init);
    const text = await readText("zendesk", response);
    const json = parseJson(text, exactIds);
    // Whatever it is, its members are checked before they are used.
    const answer = (json ?? {}) as Record<string, unknown>;
    if (answer.error === "invalid_grant") return answer;
    const failure = failureOfAnswer(response, text)?.failure ?? (json === undefined ? "unavailable" : null);
    if (failure) throw new UpstreamError("zendesk", failure, { status: response.status });
    return answer;
  };

  return {
    address({ state, challenge, redirectUri }) {
      const asked = new URLSearchParams({
        response_type: "code",
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: SCOPE,
        state,
        code_challenge: challenge,
        code_challenge_method: "S256",
      });
      return redirected(`${zendesk}/oauth/authorizations/new?${asked}`, upstreamOrigin);
    },

    async whoGave({ code, verifier, redirectUri }) {
      const granted = await ask("/oauth/tokens", {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({
          grant_type: "authorization_code",
          code,
          client_id: clientId,
          client_secret: clientSecret,
          redirect_uri: redirectUri,
          scope: SCOPE,
          code_verifier: verifier,
          expires_in: TOKEN_SECONDS,
        }),
      });
      if (granted.error === "invalid_grant") return "refused";
      const token = granted.access_token;
      if (typeof token !== "string") throw new UpstreamError("zendesk", "unavailable", { status: 200 });
      const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
      const { user } = await ask("/api/v2/users/me.json", { headers });
      // Zendesk calls a stranger "Anonymous user", without an id, and answers 200.
      const isSomebody = typeof user === "object" && user !== null && "id" in user && Boolean(user.id);
      return isSomebody ? agentOf(user as RawUser) : null;
    },
  };
}
