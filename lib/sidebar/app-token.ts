import { constants, verify } from "node:crypto";
import { SignatureError } from "../errors.ts";
import { parseJson } from "../http/upstream.ts";
import type { Deps } from "../ports.ts";
import { passesWithKey } from "./app-key.ts";
import type { SidebarSettings } from "./configured.ts";

/** Longer than any of Zendesk's. */
const MAX_LENGTH = 8 * 1024;
/** Clocks differ. */
const LEEWAY_SECONDS = 60;

/** What Zendesk says in a token of the app: which agent's browser loads the page, and when it said so, in seconds. */
export type AppToken = { agentId: string; issuedAt: number };

/**
 * What a token says that Zendesk signed for our app, for an agent of our Zendesk, now. Shown again within its time it counts again, since
 * Zendesk loads a page more than once; what it opens is an agent's own. `kid`, `jku` and `jwk` are the sender's words and name no key.
 * @throws {SignatureError} for every other
 * @throws {UpstreamError} when the key cannot be had
 * @see https://developer.zendesk.com/documentation/apps/app-developer-guide/making-server-side-requests-from-a-zendesk-app/
 */
export async function verifyAppToken(
  deps: Pick<Deps, "db" | "env" | "zendesk">,
  settings: SidebarSettings,
  token: string,
): Promise<AppToken> {
  const parts = token.length > MAX_LENGTH ? null : PARTS.exec(token);
  if (!parts) throw new SignatureError("it is no token");
  const [, head = "", body = "", signature = ""] = parts;
  const header = objectIn(head);
  // Pinned: with the public key as its secret, anybody could sign by HS256.
  if (header?.alg !== "RS256" || "crit" in header) throw new SignatureError("it is not signed by RS256");
  // Before the key is looked at: no stranger's token makes us read it anew.
  const told = claimsIn(objectIn(body), settings);
  const signed = Buffer.from(`${head}.${body}`);
  const bytes = Buffer.from(signature, "base64url");
  const isSigned = await passesWithKey(deps, settings, (key) =>
    verify("RSA-SHA256", signed, { key, padding: constants.RSA_PKCS1_PADDING }, bytes),
  );
  if (!isSigned) throw new SignatureError("it is signed by another key");
  return told;
}

const PARTS = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

function claimsIn(claims: Record<string, unknown> | null, { subdomain }: SidebarSettings): AppToken {
  if (!claims) throw new SignatureError("it is no token");
  const host = `${subdomain}.zendesk.com`;
  const { iss, aud, sub } = claims;
  if (iss !== host && iss !== `https://${host}`) throw new SignatureError("another Zendesk issued it");
  const installation = typeof aud === "string" && aud.startsWith(`https://${host}/`) ? aud : "";
  if (!INSTALLATION.test(installation)) throw new SignatureError("it is for somebody else");
  const agentId = userIn(sub, host);
  if (agentId === null) throw new SignatureError("it names no user");
  return { agentId, issuedAt: inTime(claims) };
}

const INSTALLATION = /^https:\/\/[^/]+\/api\/v2\/apps\/installations\/\d{1,20}\.json$/;

/** A user's id, or an address of the user in that Zendesk. */
function userIn(sub: unknown, host: string): string | null {
  const text = typeof sub === "number" && Number.isSafeInteger(sub) ? String(sub) : sub;
  if (typeof text !== "string") return null;
  if (USER_ID.test(text)) return text;
  const url = URL.parse(text);
  if (url?.protocol !== "https:" || url.host !== host || url.search !== "" || url.hash !== "") return null;
  return /\/users\/([1-9]\d{0,19})(?:\.json)?$/.exec(url.pathname)?.[1] ?? null;
}

const USER_ID = /^[1-9]\d{0,19}$/;

/** When it was issued. */
function inTime({ iat, nbf, exp }: Record<string, unknown>): number {
  if (!isMoment(iat) || !isMoment(nbf) || !isMoment(exp))
    throw new SignatureError("it does not say when it counts");
  const now = Date.now() / 1000;
  if (exp + LEEWAY_SECONDS <= now) throw new SignatureError("its time is over");
  if (Math.max(nbf, iat) - LEEWAY_SECONDS > now) throw new SignatureError("its time has not come");
  if (iat > exp || nbf > exp) throw new SignatureError("its times contradict each other");
  return iat;
}

const isMoment = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

function objectIn(part: string): Record<string, unknown> | null {
  const json = parseJson(Buffer.from(part, "base64url").toString());
  // Any object that is neither null nor a list can be read by name.
  return typeof json === "object" && json !== null && !Array.isArray(json) ? { ...json } : null;
}
