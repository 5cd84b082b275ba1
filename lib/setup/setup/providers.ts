import { parseEnv } from "../../env.ts";
import { readSettings, type Settings, type Variables } from "../../settings.ts";

export const PROVIDERS = ["twilio", "meta", "zendesk"] as const;
export type Provider = (typeof PROVIDERS)[number];

const PREFIXES = { twilio: "TWILIO_", meta: "WHATSAPP_", zendesk: "ZENDESK_" };

/** The providers of which something is configured. */
export function begunProviders(variables: Variables): Provider[] {
  const { settings, invalid } = readSettings(variables);
  const names = [...Object.keys(settings), ...invalid];
  return PROVIDERS.filter((provider) => names.some((name) => name.startsWith(PREFIXES[provider])));
}

/** The settings that these providers need and that are missing, or malformed. */
export function missingSettings(variables: Variables, providers: readonly Provider[]): (keyof Settings)[] {
  const env = parseEnv(variables);
  const missing = providers.flatMap((provider) => (env[provider].configured ? [] : env[provider].missing));
  const own = env.publicOrigins.length === 0 ? ["PUBLIC_BASE_URL"] : [];
  // parseEnv names what is missing by the settings' own names.
  return [...missing, ...own] as (keyof Settings)[];
}
