import { PROVIDERS } from "./message.ts";

/** Whoever we call, and whose outage a task waits out. */
export const UPSTREAMS = [...PROVIDERS, "zendesk"] as const;
export type Upstream = (typeof UPSTREAMS)[number];

/** What each is called where people read it. */
export const UPSTREAM_NAMES: Readonly<Record<Upstream, string>> = {
  twilio: "Twilio",
  meta: "Meta",
  zendesk: "Zendesk",
};
