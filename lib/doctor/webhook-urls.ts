import type { Env } from "../config/env.ts";
import type { Area } from "../domain/findings/finding.ts";
import { ownUrl } from "../domain/own-url.ts";
import { HIDDEN, shownUrl } from "../domain/shown-url.ts";
import { META_ROUTES } from "../providers/meta/routes.ts";
import { CONNECTION_OVERRIDES, TWILIO_ROUTES } from "../providers/twilio/routes.ts";
import { ZENDESK_ROUTES } from "../zendesk/routes.ts";

export type WebhookUrl = { area: Area; what: string; url: string };

/** Every URL of ours that a provider must know, as people may see it; none when we know no address of our own. */
export function webhookUrls({ publicOrigins, protectionBypass }: Env): WebhookUrl[] {
  const [origin] = publicOrigins;
  if (origin === undefined) return [];
  const webhook = (area: Area, what: string, path: string, fragment = "") => ({
    area,
    what,
    url: shownUrl(`${ownUrl(origin, path, protectionBypass)}${fragment}`),
  });
  return [
    webhook("twilio", "Incoming messages", TWILIO_ROUTES.inbound[0], CONNECTION_OVERRIDES),
    webhook("twilio", "Status callback", TWILIO_ROUTES.status[0]),
    webhook("twilio", "Conversations, post-event URL", TWILIO_ROUTES.conversations[0]),
    webhook("meta", "Callback URL", META_ROUTES.webhook[0]),
    webhook("zendesk", "Endpoint of the webhook", ZENDESK_ROUTES.agentReply),
  ];
}

/** What to do with these URLs: those of a preview are not whole. */
export function useOf(urls: readonly WebhookUrl[]): string {
  const isWhole = !urls.some(({ url }) => url.includes(HIDDEN));
  return isWhole
    ? "What each provider must be given, to copy."
    : `What each provider must be given. Before you paste one, replace ${HIDDEN} by the value of VERCEL_AUTOMATION_BYPASS_SECRET, which is not shown here; npm run setup does it by itself.`;
}
