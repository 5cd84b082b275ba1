import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import type { Env } from "../../config/env.ts";
import { type OwnCall, ownUrl } from "../../domain/urls/own-url.ts";
import { TWILIO_ROUTES } from "./routes.ts";

/**
 * A call that is verified as each of Twilio's is and changes nothing: of a conversation that is about to be made, which is let
 * through. Null where Twilio is not configured.
 */
export function harmlessTwilioCall({ twilio, protectionBypass }: Env, origin: string): OwnCall | null {
  if (!twilio.configured) return null;
  const url = ownUrl(origin, TWILIO_ROUTES.conversations[0], protectionBypass);
  const form = { AccountSid: twilio.accountSid, EventType: "onConversationAdd" };
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "x-twilio-signature": getExpectedTwilioSignature(twilio.authToken, url, form),
  };
  return { url, method: "POST", headers, body: new URLSearchParams(form).toString() };
}
