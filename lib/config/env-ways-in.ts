import type { ZendeskEnv } from "./env-providers.ts";
import type { Settings } from "./settings.ts";

/** By which ways somebody gets into the console. */
export type WaysIn = {
  password: boolean;
  /** Agents have sessions: they come from the sidebar, or sign in. */
  sessions: boolean;
  /** Agents sign in with Zendesk, which takes its OAuth client. */
  signIn: boolean;
};

export function waysIn({ CONSOLE_PASSWORD, SESSION_SECRET }: Settings, zendesk: ZendeskEnv): WaysIn {
  const sessions = SESSION_SECRET !== undefined && zendesk.configured;
  const signIn = sessions && "clientId" in zendesk.credentials;
  return { password: CONSOLE_PASSWORD !== undefined, sessions, signIn };
}
