import { META_ROUTES } from "../channels/meta/routes.ts";
import { TWILIO_ROUTES } from "../channels/twilio/routes.ts";
import type { Area } from "../domain/finding.ts";
import { shownUrl } from "../domain/shown-url.ts";
import type { Env } from "../env.ts";

/** Makes Twilio try again when we could not store a message. @see https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
const TRY_AGAIN = "#rc=3&rp=all&ct=2000&rt=5000";

export type WebhookUrl = { area: Area; what: string; url: string };

/** Every URL of ours that a provider must know, as people may see it; none when we know no address of our own. */
export function webhookUrls({ publicOrigins, protectionBypass }: Env): WebhookUrl[] {
  const [origin] = publicOrigins;
  if (origin === undefined) return [];
  // In a preview, Deployment Protection lets through only who shows the bypass.
  const bypass = protectionBypass ? `?x-vercel-protection-bypass=${protectionBypass}` : "";
  const webhook = (area: Area, what: string, path: string, fragment = "") => ({
    area,
    what,
    url: shownUrl(`${origin}${path}${bypass}${fragment}`),
  });
  return [
    webhook("twilio", "Incoming messages", TWILIO_ROUTES.inbound[0], TRY_AGAIN),
    webhook("twilio", "Status callback", TWILIO_ROUTES.status[0]),
    webhook("twilio", "Conversations, post-event URL", TWILIO_ROUTES.conversations[0]),
    webhook("meta", "Callback URL", META_ROUTES.webhook[0]),
    webhook("zendesk", "Endpoint of the webhook", "/api/zendesk/agent-reply"),
  ];
}
