import type { TwilioEnv } from "../../config/env.ts";
import type { Channel } from "../../domain/providers.ts";

/** Our number on a channel as Twilio writes addresses; null where we have none. */
export function ownAddress(twilio: TwilioEnv, channel: Channel): string | null {
  if (!twilio.configured) return null;
  if (channel === "sms") return twilio.phoneNumber ?? null;
  return twilio.whatsappNumber ? `whatsapp:${twilio.whatsappNumber}` : null;
}
