import type { Env } from "../config/env.ts";
import type { SettingName } from "../config/settings.ts";
import type { Actor } from "../domain/access/actor.ts";
import { type Scope, WHOLE } from "../domain/access/scopes.ts";
import { BearerError, NotAllowedError, NotConfiguredError } from "../errors.ts";
import { isSameSecret } from "../same-secret.ts";

/**
 * Who calls our own API, by `Authorization: Bearer …` with a key that is good for this. Every key is compared, each in constant time.
 * @throws {NotConfiguredError} when there is no key: nobody gets in
 * @throws {BearerError} when it is missing or none of ours
 * @throws {NotAllowedError} when it is not good for this
 */
export function requireApiKey(headers: Headers, { apiKeys, invalid }: Env, scope: Scope): Actor {
  if (apiKeys.length === 0) {
    const setting = invalid.includes("API_KEYS") ? "API_KEYS" : "API_KEY";
    throw new NotConfiguredError("This route", [setting], { invalid });
  }
  const given = headers.get("authorization") ?? "";
  const [found] = apiKeys.filter(({ key }) => isSameSecret(given, `Bearer ${key}`));
  if (!found) throw new BearerError("the bearer token is missing or wrong");
  const { name, scopes } = found;
  if (!scopes.includes(scope))
    throw new NotAllowedError(`This takes the scope ${scope}, which the API key ${name} does not have`);
  return { by: "api-key", id: name, name };
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
 * Whether the caller runs this deployment: false for one who shows no bearer token, true for cron's secret or API_KEY.
 * @throws {BearerError} when it is another @throws {NotConfiguredError} when there is none
 */
export function requireInsider(headers: Headers, env: Env): boolean {
  if (!/^bearer\b/i.test(headers.get("authorization") ?? "")) return false;
  const { cronSecret, apiKeys, invalid } = env;
  const keys = apiKeys.filter(({ name }) => name === WHOLE).map(({ key }) => key);
  const secrets = [cronSecret, ...keys].filter((secret) => secret !== undefined);
  requireBearer(headers, secrets, { setting: "CRON_SECRET", invalid });
  return true;
}
