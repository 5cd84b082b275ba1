import { NotConfiguredError } from "../../errors.ts";
import type { Deps } from "../../ports.ts";

type Env = Deps["env"];

/** What keys sessions, and what agents are given on their way to one. @throws {NotConfiguredError} where nobody signs in */
export function sessionSecretOf(env: Env, way: "sessions" | "signIn" = "sessions"): string {
  const { sessionSecret, invalid, waysIn } = env;
  if (sessionSecret && waysIn[way]) return sessionSecret;
  throw new NotConfiguredError("Signing in with Zendesk", lacking(env), { invalid });
}

/** That nobody gets in, and by which settings somebody would. */
export function closed(env: Env): NotConfiguredError {
  const { invalid } = env;
  return new NotConfiguredError("The console", ["CONSOLE_PASSWORD"], { invalid, orElse: lacking(env) });
}

function lacking({ sessionSecret, zendesk }: Env) {
  const hasClient = zendesk.configured && "clientId" in zendesk.credentials;
  const client = zendesk.configured
    ? (["ZENDESK_OAUTH_CLIENT_ID", "ZENDESK_OAUTH_CLIENT_SECRET"] as const)
    : (["ZENDESK_SUBDOMAIN", "ZENDESK_OAUTH_CLIENT_ID", "ZENDESK_OAUTH_CLIENT_SECRET"] as const);
  return [...(sessionSecret ? [] : (["SESSION_SECRET"] as const)), ...(hasClient ? [] : client)];
}
