import { SCOPES, type Scope, WHOLE } from "../domain/access/scopes.ts";
import type { SettingName, Settings } from "./settings.ts";

/** A key of our own API, by its name on the audit trail, and what it is good for. */
export type ApiKey = { name: string; key: string; scopes: readonly Scope[] };

/**
 * The keys that open our own API. The one until now counts beside its successor alone. Where two names have one key, nobody could say who
 * calls, nor what that key may do: then API_KEYS is malformed, and opens nothing.
 */
export function apiKeysOf(s: Settings, invalid: SettingName[]): ApiKey[] {
  const whole = [...new Set([s.API_KEY, s.API_KEY_PREVIOUS])].filter((key) => key !== undefined);
  const ofAll = s.API_KEY ? whole.map((key) => ({ name: WHOLE, key, scopes: SCOPES })) : [];
  const named = Object.entries(s.API_KEYS ?? {}).map(([name, key]) => ({ name, ...key }));
  const keys = [...whole, ...named.map(({ key }) => key)];
  if (new Set(keys).size === keys.length && !named.some(({ name }) => name === WHOLE))
    return [...ofAll, ...named];
  invalid.push("API_KEYS");
  return ofAll;
}
