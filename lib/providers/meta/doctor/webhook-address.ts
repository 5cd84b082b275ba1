import type { Env } from "../../../config/env.ts";
import { ownUrl, passesProtection } from "../../../domain/urls/own-url.ts";
import { shownUrl } from "../../../domain/urls/shown-url.ts";
import { META_ROUTES } from "../routes.ts";

/** Where Meta should send its webhooks. */
export type WebhookAddress = {
  /** A secret in previews, where the protection bypass stands in it. */
  url: string;
  /** Whether what is set at Meta reaches us: an alias does as well, in previews with the bypass only. */
  isOurs(url: string): boolean;
  /** Ours, but for the bypass, without which Vercel lets nobody through to a preview. */
  lacksBypass(url: string): boolean;
  /** A URL as people may see it; of somebody else's only the host, for the rest may be a secret. */
  shown(url: string): string;
  /** What setting it changes, said with a warning where that moves customers' messages to a preview. */
  moving(says: string): string;
};

/** Our own address; undefined where the deployment does not know it. */
export function webhookAddress(
  env: Pick<Env, "publicOrigins" | "protectionBypass" | "isPreview">,
): WebhookAddress | undefined {
  const [origin] = env.publicOrigins;
  if (!origin) return undefined;
  const { protectionBypass } = env;
  const isHere = (url: string) =>
    META_ROUTES.webhook.some((path) => withoutQuery(url) === `${origin}${path}`);
  const hasBypass = (url: string) => passesProtection(url, protectionBypass);
  return {
    url: ownUrl(origin, META_ROUTES.webhook[0], protectionBypass),
    isOurs: (url) => isHere(url) && hasBypass(url),
    lacksBypass: (url) => isHere(url) && !hasBypass(url),
    shown: (url) => (isHere(url) ? shownUrl(url) : hostOnly(url)),
    moving: (says) =>
      env.isPreview
        ? `${says} This deployment is a preview: customers' messages would come here, and no longer to production.`
        : says,
  };
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, "");
}

function hostOnly(url: string): string {
  return URL.canParse(url) ? `${new URL(url).protocol}//${new URL(url).host}/…` : "no URL";
}
