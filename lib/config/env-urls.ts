import { SettingError } from "../errors.ts";
import { isLoopback } from "./settings/value.ts";
import type { SettingName, Settings } from "./settings.ts";

/** Where the database is, and by which driver it is reached; undefined where none is set. */
export type DatabaseEnv = { driver: "vercel" | "pg"; url: string } | undefined;

/** `@vercel/postgres` speaks WebSocket and only to a pooled Neon; everything else is PostgreSQL over TCP. */
export function databaseEnv(s: Settings): DatabaseEnv {
  const url = s.POSTGRES_URL ?? s.DATABASE_URL;
  if (!url) return undefined;
  return { driver: s.POSTGRES_URL && new URL(url).hostname.includes("-pooler.") ? "vercel" : "pg", url };
}

/** Where we are reached from outside, ours first. */
export function publicOrigins(s: Settings): string[] {
  const vercel = [
    s.VERCEL_ENV === "production" ? s.VERCEL_PROJECT_PRODUCTION_URL : undefined,
    s.VERCEL_BRANCH_URL,
    s.VERCEL_URL,
  ];
  const deployed = vercel.filter((host) => host !== undefined).map((host) => `https://${host}`);
  const configured = s.PUBLIC_BASE_URL ? [s.PUBLIC_BASE_URL] : [];
  // A preview that inherits production's address must not send its own callbacks there.
  const ordered = s.VERCEL_ENV === "preview" ? [...deployed, ...configured] : [...configured, ...deployed];
  return [...new Set(ordered)];
}

/** A mistake here would send customers' messages to strangers, or a test's to real people: refused, not ignored. */
export function loopbackOnly(upstreamOrigin: string | undefined, invalid: SettingName[]): string | undefined {
  const isMalformed = invalid.includes("UPSTREAM_ORIGIN");
  if (upstreamOrigin === undefined && !isMalformed) return undefined;
  if (upstreamOrigin && isLoopback(upstreamOrigin)) return upstreamOrigin;
  throw new SettingError(
    "UPSTREAM_ORIGIN is not a loopback address: set it to http://127.0.0.1:<port> or remove it",
  );
}
