import type { Env } from "../config/env.ts";
import type { Area } from "../domain/findings/finding.ts";
import { UPSTREAMS, type Upstream } from "../domain/providers.ts";
import { ownUrl } from "../domain/urls/own-url.ts";
import { HIDDEN, shownUrl } from "../domain/urls/shown-url.ts";
import { CONNECTION_OVERRIDES } from "../providers/twilio/routes.ts";
import { ROUTES } from "./routes.ts";

/** What each is given, by the words of its own settings page. */
const GIVEN: Readonly<Record<Upstream, readonly { what: string; path: string; fragment?: string }[]>> = {
  twilio: [
    { what: "Incoming messages", path: ROUTES.twilio.inbound[0], fragment: CONNECTION_OVERRIDES },
    { what: "Status callback", path: ROUTES.twilio.status[0] },
    { what: "Conversations, post-event URL", path: ROUTES.twilio.conversations[0] },
  ],
  meta: [{ what: "Callback URL", path: ROUTES.meta.webhook[0] }],
  zendesk: [{ what: "Endpoint of the webhook", path: ROUTES.zendesk.agentReply[0] }],
};

export type WebhookUrl = { area: Area; what: string; url: string };

/** Every URL of ours that a provider must know, as people may see it; none when we know no address of our own. */
export function webhookUrls({ publicOrigins, protectionBypass }: Env): WebhookUrl[] {
  const [origin] = publicOrigins;
  if (origin === undefined) return [];
  return UPSTREAMS.flatMap((area) =>
    GIVEN[area].map(({ what, path, fragment = "" }) => ({
      area,
      what,
      url: shownUrl(`${ownUrl(origin, path, protectionBypass)}${fragment}`),
    })),
  );
}

/** What to do with these URLs: those of a preview are not whole. */
export function useOf(urls: readonly WebhookUrl[]): string {
  const isWhole = !urls.some(({ url }) => url.includes(HIDDEN));
  return isWhole
    ? "What each provider must be given, to copy."
    : `What each provider must be given. Before you paste one, replace ${HIDDEN} by the value of VERCEL_AUTOMATION_BYPASS_SECRET, which is not shown here; npm run setup does it by itself.`;
}
