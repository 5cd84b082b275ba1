import { createHash, randomBytes } from "node:crypto";
import { type Answer, asObject, first, type UpstreamCall } from "../upstreams/call.ts";
import { type ZendeskUser, zendeskFailure } from "./resources.ts";
import { signInPage } from "./sign-in-page.ts";

/** The account's OAuth client, and the API token; what is left out is not checked, only demanded. */
export type OAuthOptions = {
  clientId?: string;
  clientSecret?: string;
  email?: string;
  apiToken?: string;
  /** The redirect URLs of the OAuth client; every one is taken where none is given. */
  redirectUris?: string[];
};

/** Codes and tokens as Zendesk gives them; a test may make them old. */
export type OAuth = {
  /** Codes that nobody has redeemed, or that were: they stay in the list. */
  codes: Code[];
  /** What every access token of a user may do, oldest first. */
  tokens: { value: string; user: ZendeskUser; scope: string }[];
};

type Code = {
  value: string;
  user: ZendeskUser;
  clientId: string;
  redirectUri: string;
  scope: string;
  challenge: string | undefined;
  expiresAt: number;
  isUsed: boolean;
};

const TOKEN_SECONDS = 7200;
const CODE_MS = 120_000;
const NO_USER = { id: null, name: "Anonymous user", role: "end-user" };

type Account = { users: ZendeskUser[]; options: OAuthOptions };

/** Who may call, and how somebody comes to a token: by the client's credentials, or by a user's consent. */
export function createOAuth({ users, options }: Account) {
  const machine = new Set<string>();
  const oauth: OAuth = { codes: [], tokens: [] };

  /** The page that asks a user; with `as`, the answer of that one, and with `deny`, a refusal. */
  function authorize({ query }: UpstreamCall): Answer {
    const asked = Object.fromEntries(Object.keys(query).map((name) => [name, first(query, name) ?? ""]));
    const { client_id = "", redirect_uri = "", response_type, scope = "", state = "" } = asked;
    const isKnown =
      matches(client_id, options.clientId) && (options.redirectUris?.includes(redirect_uri) ?? true);
    if (!isKnown || response_type !== "code" || !URL.canParse(redirect_uri)) return INVALID_REQUEST;
    const backTo = (answer: Record<string, string>): Answer => {
      const back = new URL(redirect_uri);
      for (const [name, value] of Object.entries({ ...answer, state })) back.searchParams.set(name, value);
      return { status: 302, headers: { location: back.href } };
    };
    if (asked.deny) return backTo({ error: "access_denied", error_description: "The end-user denied" });
    const user = users.find((one) => String(one.id) === asked.as);
    if (!user) return signInPage(users, asked);
    const value = randomBytes(24).toString("hex");
    oauth.codes.push({
      value,
      user,
      clientId: client_id,
      redirectUri: redirect_uri,
      scope,
      challenge: asked.code_challenge_method === "S256" ? asked.code_challenge : undefined,
      expiresAt: Date.now() + CODE_MS,
      isUsed: false,
    });
    return backTo({ code: value });
  }

  function grant({ body }: UpstreamCall): Answer {
    const given = asObject(body);
    const isKnown =
      matches(given.client_id, options.clientId) &&
      matches(given.client_secret, options.clientSecret) &&
      Boolean(given.client_secret);
    if (given.grant_type === "authorization_code") return isKnown ? redeem(given) : INVALID_CLIENT;
    if (given.grant_type !== "client_credentials")
      return { status: 400, body: { error: "unsupported_grant_type" } };
    if (!isKnown) return INVALID_CLIENT;
    const accessToken = randomBytes(24).toString("hex");
    machine.add(accessToken);
    return tokenAnswer(accessToken, "read write", TOKEN_SECONDS);
  }

  /** Once, within two minutes, for whoever asked for it, with what the challenge was made of. */
  function redeem(given: Record<string, unknown>): Answer {
    const code = oauth.codes.find(({ value }) => value === given.code);
    const isGood =
      code !== undefined &&
      !code.isUsed &&
      code.expiresAt > Date.now() &&
      code.clientId === given.client_id &&
      code.redirectUri === given.redirect_uri &&
      (code.challenge === undefined || code.challenge === challengeOf(given.code_verifier));
    if (code) code.isUsed = true;
    if (!isGood) return INVALID_GRANT;
    const value = randomBytes(24).toString("hex");
    oauth.tokens.push({ value, user: code.user, scope: code.scope });
    return tokenAnswer(value, code.scope, Number(given.expires_in ?? TOKEN_SECONDS));
  }

  /** What a user's own token is answered; undefined for every other call. */
  function answerUser({ headers, method, path }: UpstreamCall): Answer | undefined {
    const token = oauth.tokens.find(({ value }) => headers.authorization === `Bearer ${value}`);
    if (!token) return undefined;
    const reads = token.scope.split(" ").some((one) => one === "read" || one === "users:read");
    if (method !== "GET" || !/^\/api\/v2\/users\/me(\.json)?$/.test(path) || !reads)
      return zendeskFailure(403);
    return { status: 200, body: { user: token.user.active ? token.user : NO_USER } };
  }

  function isAuthorized({ headers }: UpstreamCall): boolean {
    const [scheme, value = ""] = (headers.authorization ?? "").split(" ");
    if (scheme === "Bearer") return machine.has(value);
    if (scheme !== "Basic") return false;
    const [, email, token] = /^(.+)\/token:(.+)$/.exec(Buffer.from(value, "base64").toString()) ?? [];
    return Boolean(email && token) && matches(email, options.email) && matches(token, options.apiToken);
  }

  return {
    oauth,
    isAuthorized,
    expireTokens: () => machine.clear(),
    /** Answers what concerns OAuth, and calls by a user's own token; undefined for everything else. */
    answer(call: UpstreamCall): Answer | undefined {
      if (call.path === "/oauth/authorizations/new" && call.method === "GET") return authorize(call);
      if (call.path === "/oauth/tokens" && call.method === "POST") return grant(call);
      return answerUser(call);
    },
  };
}

const INVALID_REQUEST: Answer = {
  status: 400,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: Buffer.from("Invalid Authorization Request: no such client, or no such redirect URL of it.\n"),
};
const INVALID_CLIENT: Answer = { status: 401, body: { error: "invalid_client" } };
const INVALID_GRANT: Answer = {
  status: 400,
  body: { error: "invalid_grant", error_description: "The provided access grant is invalid" },
};

function tokenAnswer(accessToken: string, scope: string, seconds: number): Answer {
  const body = { access_token: accessToken, token_type: "bearer", scope, expires_in: seconds };
  return { status: 200, body };
}

function challengeOf(verifier: unknown): string {
  return createHash("sha256").update(String(verifier)).digest("base64url");
}

function matches(given: unknown, expected: string | undefined): boolean {
  return expected === undefined || given === expected;
}
