import type { Upstream } from "../errors.ts";
import type { Settings } from "./settings.ts";

/** What connects us to a provider; whatever else can be set for it is a preference. */
const CONNECTING: Record<Upstream, readonly (keyof Settings)[]> = {
  twilio: [
    "TWILIO_ACCOUNT_SID",
    "TWILIO_AUTH_TOKEN",
    "TWILIO_API_KEY_SID",
    "TWILIO_API_KEY_SECRET",
    "TWILIO_WHATSAPP_NUMBER",
    "TWILIO_PHONE_NUMBER",
    "TWILIO_MESSAGING_SERVICE_SID",
  ],
  meta: [
    "WHATSAPP_VERIFY_TOKEN",
    "WHATSAPP_ACCESS_TOKEN",
    "WHATSAPP_PHONE_NUMBER_ID",
    "WHATSAPP_WEBHOOK_SECRET",
  ],
  zendesk: [
    "ZENDESK_SUBDOMAIN",
    "ZENDESK_OAUTH_CLIENT_ID",
    "ZENDESK_OAUTH_CLIENT_SECRET",
    "ZENDESK_EMAIL",
    "ZENDESK_API_TOKEN",
    "ZENDESK_WEBHOOK_SECRET",
  ],
};

/** Whether somebody began to connect a provider: one of the settings that do so is set, or malformed. */
export function isBegun(provider: Upstream, settings: Settings, invalid: readonly string[]): boolean {
  return CONNECTING[provider].some((name) => settings[name] !== undefined || invalid.includes(name));
}
