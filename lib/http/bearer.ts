import type { Env } from "../config/env.ts";
import type { SettingName } from "../config/settings.ts";
import { BearerError, NotConfiguredError } from "../errors.ts";
import { isSameSecret } from "../same-secret.ts";

/**
 * Returns when the caller showed one of our API keys as `Authorization: Bearer …`: two are good while one is being rotated.
 * @throws {NotConfiguredError} when there is no API_KEY: nobody gets in
 * @throws {BearerError} when it is missing or another
 */
export function requireApiKey(headers: Headers, { apiKey, previousApiKey, invalid }: Env): void {
  requireBearer(headers, [apiKey, previousApiKey], { setting: "API_KEY", invalid });
}

/**
 * Returns when the caller showed one of these secrets as `Authorization: Bearer …`, each compared in constant time.
 * @param named.setting the name of the first secret, without which none of them counts
 * @throws {NotConfiguredError} when the first is not set: nobody gets in
 * @throws {BearerError} when it is missing or another
 */
export function requireBearer(
  headers: Headers,
  secrets: (string | undefined)[],
  { setting, invalid }: { setting: SettingName; invalid: readonly SettingName[] },
): void {
  if (!secrets[0]) throw new NotConfiguredError("This route", [setting], { invalid });
  const given = headers.get("authorization") ?? "";
  const matches = secrets.map((secret) => secret !== undefined && isSameSecret(given, `Bearer ${secret}`));
  if (!matches.includes(true)) throw new BearerError("the bearer token is missing or wrong");
}

/**
 * Whether the caller runs this deployment: false for one who shows no bearer token, true for cron's secret or a key of our API.
 * @throws {BearerError} when it is another @throws {NotConfiguredError} when there is none
 */
export function requireInsider(headers: Headers, env: Env): boolean {
  if (!/^bearer\b/i.test(headers.get("authorization") ?? "")) return false;
  const { cronSecret, apiKey, previousApiKey, invalid } = env;
  const secrets = [cronSecret, apiKey, apiKey && previousApiKey].filter((secret) => secret !== undefined);
  requireBearer(headers, secrets, { setting: "CRON_SECRET", invalid });
  return true;
}
