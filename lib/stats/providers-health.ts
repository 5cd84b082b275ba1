import type { Traffic } from "../db/stats/read-counts.ts";
import type { Provider, Upstream } from "../domain/providers.ts";
import { type LeftAlone, leftAlone, type Rest, withoutNumbers } from "../domain/wording/left-alone.ts";
import type { Deps } from "../ports.ts";

/** Whether we can work with an upstream, and whether it wants to be left alone. */
export type UpstreamHealth = {
  configured: boolean;
  /** Names of the settings that it lacks. */
  missing: string[];
  pausedUntil: Date | null;
  /** Why it is left alone, numbers masked. */
  pausedBecause: string | null;
  /** What operators hear of it, and can do about it; null while nobody leaves it alone. */
  leftAlone: LeftAlone | null;
};

export type ProviderHealth = UpstreamHealth & {
  /** Within the last 31 days. */
  lastInboundAt: Date | null;
  lastOutboundAt: Date | null;
  /** What was sent in the last 24 hours, to the hour, and how much of that failed. */
  last24Hours: { outbound: number; failed: number };
};

export type ProvidersHealth = Record<Provider, ProviderHealth> & { zendesk: UpstreamHealth };

/** How each upstream is, as far as the environment, the pauses and the counted messages tell. No secret in it. */
export function providersHealth(
  env: Pick<Deps["env"], Upstream>,
  traffic: Traffic[],
  pauses: Rest[],
): ProvidersHealth {
  const upstream = (name: Upstream): UpstreamHealth => {
    const pause = pauses.find((one) => one.upstream === name);
    const settings = env[name];
    return {
      configured: settings.configured,
      missing: settings.configured ? [] : settings.missing,
      pausedUntil: pause?.until ?? null,
      pausedBecause: pause ? withoutNumbers(pause.reason) : null,
      leftAlone: pause ? leftAlone(pause) : null,
    };
  };
  const provider = (name: Provider): ProviderHealth => {
    const carried = traffic.find((one) => one.provider === name);
    return {
      ...upstream(name),
      lastInboundAt: carried?.lastInboundAt ?? null,
      lastOutboundAt: carried?.lastOutboundAt ?? null,
      last24Hours: { outbound: carried?.outbound ?? 0, failed: carried?.failed ?? 0 },
    };
  };
  return { twilio: provider("twilio"), meta: provider("meta"), zendesk: upstream("zendesk") };
}
