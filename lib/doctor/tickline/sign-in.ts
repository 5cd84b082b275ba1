import type { Env } from "../../config/env.ts";
import { SETTINGS } from "../../config/settings.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { found } from "./findings.ts";

const WHAT = "Signing in with Zendesk";

/** Whether agents sign in to the console with Zendesk, and what its OAuth client must know for that; nothing where there is no Zendesk. */
export function examineSignIn(env: Env): Finding[] {
  const { zendesk, sessionSecret, waysIn, invalid } = env;
  if (waysIn.signIn) return [found({ what: WHAT, state: "ok", says: `Agents can. ${clientOf(env)}` })];
  // That it is malformed is said already.
  if (invalid.includes("SESSION_SECRET")) return [];
  if (sessionSecret) return [withoutClient(env)];
  if (!zendesk.configured || !("clientId" in zendesk.credentials)) return [];
  let made: string | undefined;
  const apply = async () => {
    made ??= SETTINGS.SESSION_SECRET.make?.() ?? "";
    return { SESSION_SECRET: made };
  };
  return [
    found({
      what: WHAT,
      state: "off",
      says: "Agents cannot: SESSION_SECRET is not set, so the console has a password at most, and nobody's name.",
      fix: { says: `Makes a random value for SESSION_SECRET. ${clientOf(env)}`, overwrites: null, apply },
    }),
  ];
}

function withoutClient({ zendesk }: Env): Finding {
  return found({
    what: WHAT,
    state: "warning",
    says: zendesk.configured
      ? "SESSION_SECRET is set, and Zendesk's OAuth client is not: agents come to the console from the sidebar only."
      : "SESSION_SECRET is set, and Zendesk is not: nobody signs in.",
    expected: "an OAuth client",
    actual: zendesk.configured ? "an API token" : "nothing",
    cure: "Set ZENDESK_OAUTH_CLIENT_ID and ZENDESK_OAUTH_CLIENT_SECRET, or remove SESSION_SECRET.",
  });
}

/** Zendesk refuses every redirect URL but those that its client has. */
function clientOf({ publicOrigins: [origin] }: Env): string {
  const address = origin ? `${origin}/console/signed-in` : "your address with /console/signed-in behind it";
  return `The OAuth client in Zendesk needs the redirect URL ${address}, and the scope users:read.`;
}
