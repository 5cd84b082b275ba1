import type { SettingName, Settings } from "./settings.ts";

export type TwilioKey = { sid: string; secret: string };

export const TWILIO_KEY = ["TWILIO_API_KEY_SID", "TWILIO_API_KEY_SECRET"] as const;

/**
 * The API key that makes our calls to Twilio, undefined where none is meant, and the names of what half of one lacks: falling back
 * on the Auth Token would use the very secret that whoever set a key wants to keep out of calls.
 */
export function twilioKey(
  { TWILIO_API_KEY_SID: sid, TWILIO_API_KEY_SECRET: secret }: Settings,
  invalid: readonly SettingName[],
): { key: TwilioKey | undefined; missing: SettingName[] } {
  if (sid && secret) return { key: { sid, secret }, missing: [] };
  const isMeant = sid ?? secret ?? TWILIO_KEY.some((name) => invalid.includes(name));
  if (!isMeant) return { key: undefined, missing: [] };
  return { key: undefined, missing: TWILIO_KEY.filter((_, n) => ![sid, secret][n]) };
}
