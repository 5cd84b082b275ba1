import type { Upstream } from "../domain/providers.ts";
import { GROUPS, SETTINGS, type SettingName, type Settings } from "./settings.ts";

/** Whether somebody began to connect a provider: one of the settings that do so is set, or malformed. */
export function isBegun(provider: Upstream, settings: Settings, invalid: readonly SettingName[]): boolean {
  // Object.keys knows its own object's names as strings only.
  const names = Object.keys(GROUPS[provider]) as SettingName[];
  return names.some(
    (name) => SETTINGS[name].connects && (settings[name] !== undefined || invalid.includes(name)),
  );
}
