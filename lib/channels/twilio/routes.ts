/**
 * Every path under which Twilio may know an endpoint of ours, the canonical one first. Twilio signs the one it was
 * given, so verification tries them all; vercel.json rewrites the others to the first.
 */
export const TWILIO_ROUTES = {
  inbound: [
    "/api/twilio/whatsapp",
    "/twilio/whatsapp",
    "/api/method/compliance.api.whatsapp_webhook.incoming_message",
  ],
  status: [
    "/api/twilio/status",
    "/twilio/status",
    "/webhooks/twilio/status",
    "/api/method/compliance.api.whatsapp_webhook.status_callback",
  ],
} as const;
