import type { Env } from "../../../config/env.ts";
import { BYPASS, ownUrl, passesProtection } from "../../../domain/urls/own-url.ts";
import { shownUrl } from "../../../domain/urls/shown-url.ts";
import { CONNECTION_OVERRIDES, TWILIO_ROUTES } from "../routes.ts";

/** What Twilio calls a URL for. */
export type Purpose = "inbound" | "fallback" | "status" | "conversations";

/** A URL as Twilio has it; without a method it calls by POST. */
export type Hook = { url: string | null | undefined; method: string | null | undefined };

/** Where a URL leads, and what is wrong with it. */
export type Aim =
  | "unset"
  | "foreign"
  | "other-path"
  | "other-origin"
  | "unprotected"
  | "wrong-method"
  | "no-retries"
  | "alias"
  | "ours";

/** A fallback on the same host: when the tries are used up, it is one more, with fifteen seconds of its own. */
const PATHS: Record<Purpose, readonly [string, ...string[]]> = {
  inbound: TWILIO_ROUTES.inbound,
  fallback: TWILIO_ROUTES.inbound,
  status: TWILIO_ROUTES.status,
  conversations: TWILIO_ROUTES.conversations,
};

/** The URL that Twilio should have; in a preview there is a secret in it. Null when our own address is not known. */
export function ourUrl({ publicOrigins: [origin], protectionBypass }: Env, purpose: Purpose): string | null {
  if (!origin) return null;
  const url = ownUrl(origin, PATHS[purpose][0], protectionBypass);
  return purpose === "inbound" ? `${url}${CONNECTION_OVERRIDES}` : url;
}

/** Where a URL leads, by what is worst about it. */
export function aimOf({ url, method }: Hook, purpose: Purpose, env: Env): Aim {
  if (!url) return "unset";
  if (!URL.canParse(url)) return "foreign";
  const { origin, pathname, hash } = new URL(url);
  const base = env.publicOrigins.find((one) => `${origin}${pathname}`.startsWith(`${one}/`));
  if (base === undefined) return "foreign";
  const path = `${origin}${pathname}`.slice(base.length);
  if (!PATHS[purpose].includes(path)) return "other-path";
  if (base !== env.publicOrigins[0]) return "other-origin";
  if (!passesProtection(url, env.protectionBypass)) return "unprotected";
  if (method && method.toUpperCase() !== "POST") return "wrong-method";
  if (purpose === "inbound" && !isTriedAgain(hash)) return "no-retries";
  return path === PATHS[purpose][0] ? "ours" : "alias";
}

/** A URL as people may see it: without any query but our bypass, which is hidden, since others keep secrets there. */
export function shown(url: string): string {
  return shownUrl(url.replace(new RegExp(`\\?(?!${BYPASS}=[^&#]*(#|$))[^#]*`), "?…"));
}

/** By default Twilio tries once more, and only when it could not connect. */
function isTriedAgain(hash: string): boolean {
  const overrides = new URLSearchParams(hash.slice(1));
  return Number(overrides.get("rc") ?? 1) > 0 && /\b(all|5xx)\b/.test(overrides.get("rp") ?? "");
}
