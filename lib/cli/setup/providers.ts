import { parseEnv } from "../../config/env.ts";
import type { SettingName, Variables } from "../../config/settings.ts";
import { UPSTREAMS, type Upstream } from "../../domain/providers.ts";

/** The upstreams of which something is configured. */
export function begunUpstreams(variables: Variables): Upstream[] {
  const env = parseEnv(variables);
  return UPSTREAMS.filter((upstream) => env[upstream].configured || env[upstream].isBegun);
}

/** The settings that these upstreams need and that are missing, or malformed. */
export function settingsToAsk(variables: Variables, upstreams: readonly Upstream[]): SettingName[] {
  const env = parseEnv(variables);
  const missing = upstreams.flatMap((upstream) => (env[upstream].configured ? [] : env[upstream].missing));
  // Others that are missing are made, or read from an upstream.
  return [...missing, ...env.missing.filter((name) => name === "PUBLIC_BASE_URL")];
}
