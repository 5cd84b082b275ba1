import type { Upstream } from "../domain/providers.ts";
import { META_ROUTES } from "../providers/meta/routes.ts";
import { TWILIO_ROUTES } from "../providers/twilio/routes.ts";
import { ZENDESK_ROUTES } from "../zendesk/routes.ts";

/** Every path under which an upstream may know an endpoint of ours, the canonical one first; vercel.json rewrites the others to it. */
export const ROUTES = {
  twilio: TWILIO_ROUTES,
  meta: META_ROUTES,
  zendesk: ZENDESK_ROUTES,
} as const satisfies Record<Upstream, Record<string, readonly [string, ...string[]]>>;
