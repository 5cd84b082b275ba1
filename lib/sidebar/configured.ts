import { NotConfiguredError } from "../errors.ts";
import type { Deps } from "../ports.ts";

/** What the sidebar needs to be set. */
export type SidebarSettings = { subdomain: string; appId: string; secret: string };

/** @throws {NotConfiguredError} naming what is missing: then there is no sidebar */
export function sidebarSettings({
  zendesk,
  zendeskAppId,
  sessionSecret,
  invalid,
}: Deps["env"]): SidebarSettings {
  if (zendesk.configured && zendeskAppId && sessionSecret) {
    return { subdomain: zendesk.subdomain.toLowerCase(), appId: zendeskAppId, secret: sessionSecret };
  }
  const missing = [
    ...(zendesk.configured ? [] : zendesk.missing),
    ...(zendeskAppId ? [] : (["ZENDESK_APP_ID"] as const)),
    ...(sessionSecret ? [] : (["SESSION_SECRET"] as const)),
  ];
  throw new NotConfiguredError("The sidebar", missing, { invalid });
}
