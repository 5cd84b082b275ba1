import type { ConfiguredMeta } from "../../../config/env.ts";
import type { Finding } from "../../../domain/findings/finding.ts";
import { UpstreamError } from "../../../errors.ts";
import { type Fields, fields } from "../fields.ts";
import { elementsOf, type Graph, unreadable } from "./ask-graph.ts";
import { found, unseen } from "./findings.ts";

const TOKEN = "Access token";
const PERMISSIONS = "Permissions of the access token";
const MESSAGING = "whatsapp_business_messaging";
const MANAGEMENT = "whatsapp_business_management";

/** It expired, was revoked, or is no token at all. */
const REFUSED = new Set(["0", "190"]);

const DAY_MS = 24 * 60 * 60 * 1000;
/** Time enough to make a new token and to deploy it. */
const SOON_DAYS = 14;

const NEW_TOKEN = `In Meta's Business Settings, System users, generate a token that never expires, with ${MESSAGING} and ${MANAGEMENT}; set it as WHATSAPP_ACCESS_TOKEN and deploy.`;

type TokenExamined = {
  findings: Finding[];
  /** The app that it was made for. */
  appId: string | undefined;
  /** The business accounts that it was given, the newest first. */
  accountIds: string[];
};

/**
 * How our access token is, and what it tells of the app and the business accounts.
 * @see https://developers.facebook.com/docs/graph-api/reference/debug_token
 */
export async function examineAccessToken(graph: Graph, meta: ConfiguredMeta): Promise<TokenExamined> {
  const answer = await debugToken(graph, meta);
  if (answer instanceof UpstreamError) {
    const isRefused = REFUSED.has(answer.code ?? "");
    return {
      findings: [isRefused ? refused() : unseen(TOKEN, answer)],
      appId: undefined,
      accountIds: [],
    };
  }
  const told = fields(answer.data);
  const { app_id: appId } = told;
  return {
    findings: [lifeOf(told), permissions(told.scopes)],
    appId: typeof appId === "string" || typeof appId === "number" ? String(appId) : undefined,
    accountIds: accountIdsIn(told),
  };
}

/** The business accounts that a token was given, the newest first, by what debug_token told of it. */
export function accountIdsIn(told: Fields): string[] {
  const targets = elementsOf(told.granular_scopes)
    .filter(({ scope }) => scope === MANAGEMENT || scope === MESSAGING)
    .flatMap(({ target_ids }) => (Array.isArray(target_ids) ? target_ids.map(String) : []));
  return [...new Set(targets)];
}

/** Asked with the token itself, and by the app where the token does not do, which then tells when it expired. */
export async function debugToken(
  graph: Graph,
  { accessToken, appId, appSecret }: ConfiguredMeta,
): Promise<Fields | UpstreamError> {
  // Meta takes a token to be looked at in the query only; it travels encrypted, and nothing here logs a URL.
  const query = { input_token: accessToken };
  const answer = await graph.look("debug_token", query);
  const isRefused = answer instanceof UpstreamError && ["unauthorized", "rejected"].includes(answer.failure);
  if (!isRefused || !appId) return answer;
  const told = await graph.look("debug_token", query, `${appId}|${appSecret}`);
  return told instanceof UpstreamError ? answer : told;
}

function refused(): Finding {
  const says = "Meta does not accept it: it expired, was revoked, or was not copied whole.";
  return found({
    what: TOKEN,
    state: "broken",
    says,
    expected: "a valid token",
    actual: "refused",
    cure: NEW_TOKEN,
  });
}

/** Valid, and for ever, is only what Meta says is so. */
function lifeOf({ is_valid: isValid, expires_at: expiresAt }: Fields): Finding {
  const expiresAtMs = typeof expiresAt === "number" ? expiresAt * 1000 : undefined;
  const isExpired = expiresAtMs !== undefined && expiresAtMs > 0 && expiresAtMs < Date.now();
  if (isValid === false && !isExpired) return refused();
  if (typeof isValid !== "boolean" || expiresAtMs === undefined || !isDate(expiresAtMs))
    return unseen(TOKEN, unreadable);
  if (expiresAtMs === 0) return found({ what: TOKEN, state: "ok", says: "It is valid and never expires." });
  const day = new Date(expiresAtMs).toISOString().slice(0, 10);
  const daysLeft = Math.floor((expiresAtMs - Date.now()) / DAY_MS);
  const more = { expected: "never expires", actual: `expires on ${day}`, cure: NEW_TOKEN };
  if (daysLeft < 0) return found({ what: TOKEN, state: "broken", says: `It expired on ${day}.`, ...more });
  if (daysLeft < SOON_DAYS)
    return found({
      what: TOKEN,
      state: "warning",
      says: `It expires on ${day}: then nothing can be sent.`,
      ...more,
    });
  return found({ what: TOKEN, state: "ok", says: `It is valid until ${day}.` });
}

const isDate = (ms: number) => ms >= 0 && !Number.isNaN(new Date(ms).getTime());

function permissions(scopes: unknown): Finding {
  if (!Array.isArray(scopes)) return unseen(PERMISSIONS, unreadable);
  const missing = [MESSAGING, MANAGEMENT].filter((scope) => !scopes.includes(scope));
  if (missing.length === 0)
    return found({ what: PERMISSIONS, state: "ok", says: "It may send messages and manage the account." });
  const [state, loss] = missing.includes(MESSAGING)
    ? (["broken", "messages cannot be sent"] as const)
    : (["warning", "templates and webhooks cannot be looked at or set up"] as const);
  return found({
    what: PERMISSIONS,
    state,
    says: `It lacks ${missing.join(" and ")}: ${loss}.`,
    expected: `${MESSAGING}, ${MANAGEMENT}`,
    actual: scopes.join(", ") || "none",
    cure: NEW_TOKEN,
  });
}
