import { PROVIDERS } from "./message.ts";

/** Whoever we call, and whose outage a task waits out. */
export const UPSTREAMS = [...PROVIDERS, "zendesk"] as const;
export type Upstream = (typeof UPSTREAMS)[number];
