import type { OwnCall } from "../domain/urls/own-url.ts";

export type OwnFetch = (call: OwnCall) => Promise<Response>;

/** As long as the most patient provider waits. */
const TIMEOUT_MS = 10_000;

/** Calls ourselves as a provider does, from outside: one attempt, no redirect followed. @throws what fetch throws */
export const fetchOurselves: OwnFetch = ({ url, ...call }) =>
  fetch(url, { ...call, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
