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
  conversations: [
    "/api/twilio/conversation-events",
    "/api/webhooks/twilio-event",
    "/api/webhooks/message-added",
    "/api/webhooks/conversation-state-updated",
    "/api/webhooks/participant-added",
    "/api/webhooks/participant-removed",
  ],
} as const;

/**
 * Follows the URL for incoming messages: up to three more tries, whatever went wrong. Without it Twilio tries once more, and only where
 * it could not connect, so that a message that could not be stored is lost.
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export const CONNECTION_OVERRIDES = "#rc=3&rp=all&ct=2000&rt=5000";

/** What an event without its `EventType` is, by the path that Twilio was given for events of that type alone. */
export const EVENT_TYPE_BY_PATH: Readonly<Record<string, string>> = {
  "/api/webhooks/message-added": "onMessageAdded",
  "/api/webhooks/conversation-state-updated": "onConversationStateUpdated",
  "/api/webhooks/participant-added": "onParticipantAdded",
  "/api/webhooks/participant-removed": "onParticipantRemoved",
};
