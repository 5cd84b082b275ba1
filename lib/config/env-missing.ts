import type { Missed } from "./settings/setting.ts";
import { type MissedName, SETTING_NAMES, SETTINGS, type Settings } from "./settings.ts";

/**
 * The settings that something lacks and no provider counts among its own. Whoever says what is missing says it by this list: the health
 * check, the doctor and with it the console, and set-up.
 * @param isMissed whether it is so here, for each case in which a setting is missed
 */
export function missingSettings(
  settings: Settings,
  isMissed: Readonly<Record<Missed, boolean>>,
): MissedName[] {
  return SETTING_NAMES.filter((name): name is MissedName => {
    const { missed } = SETTINGS[name];
    return missed !== null && isMissed[missed] && settings[name] === undefined;
  });
}
