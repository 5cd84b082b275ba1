import type { Settings } from "./settings.ts";

export type TwilioKey = { sid: string; secret: string };

/**
 * The API key that makes our calls to Twilio, undefined where none is meant, and the names of what half of one lacks: falling back
 * on the Auth Token would use the very secret that whoever set a key wants to keep out of calls.
 */
export function twilioKey(
  { TWILIO_API_KEY_SID: sid, TWILIO_API_KEY_SECRET: secret }: Settings,
  invalid: readonly string[],
): { key: TwilioKey | undefined; missing: string[] } {
  if (sid && secret) return { key: { sid, secret }, missing: [] };
  const names = ["TWILIO_API_KEY_SID", "TWILIO_API_KEY_SECRET"];
  const isMeant = sid ?? secret ?? names.some((name) => invalid.includes(name));
  if (!isMeant) return { key: undefined, missing: [] };
  return { key: undefined, missing: names.filter((_, n) => ![sid, secret][n]) };
}
