import { parseEnv } from "../../config/env.ts";
import type { Settings, Variables } from "../../config/settings.ts";

export const PROVIDERS = ["twilio", "meta", "zendesk"] as const;
export type Provider = (typeof PROVIDERS)[number];

/** The providers of which something is configured. */
export function begunProviders(variables: Variables): Provider[] {
  const env = parseEnv(variables);
  return PROVIDERS.filter((provider) => env[provider].configured || env[provider].isBegun);
}

/** The settings that these providers need and that are missing, or malformed. */
export function missingSettings(variables: Variables, providers: readonly Provider[]): (keyof Settings)[] {
  const env = parseEnv(variables);
  const missing = providers.flatMap((provider) => (env[provider].configured ? [] : env[provider].missing));
  const own = env.publicOrigins.length === 0 ? ["PUBLIC_BASE_URL"] : [];
  // parseEnv names what is missing by the settings' own names.
  return [...missing, ...own] as (keyof Settings)[];
}
