import { html } from "hono/html";
import type { AccountEvent } from "../../db/stats/account-events.ts";
import { UPSTREAM_NAMES, UPSTREAMS } from "../../domain/providers.ts";
import type { ProviderHealth, ProvidersHealth, UpstreamHealth } from "../../stats/providers-health.ts";
import type { Html } from "../page.ts";
import { accountNews } from "./account-news.ts";
import { badge } from "./badge.ts";
import { leftAloneCards, leftAloneLine } from "./left-alone.ts";
import { number, share } from "./number.ts";
import { time } from "./time.ts";

/** How each upstream is. */
export function upstreams(health: ProvidersHealth): Html {
  return html`${UPSTREAMS.map((upstream) => card(UPSTREAM_NAMES[upstream], health[upstream]))}`;
}

/** Those of them that nothing gets through to, on top of everything. */
export function troubled(providers: ProvidersHealth): Html {
  const all = Object.values(providers).flatMap(({ leftAlone }: UpstreamHealth) => leftAlone ?? []);
  return leftAloneCards(
    all.filter(({ state }) => state === "away"),
    "overview",
  );
}

function card(name: string, health: UpstreamHealth | ProviderHealth): Html {
  const carried = "last24Hours" in health ? traffic(health) : "";
  return html`<section class="card"><h2>${name}</h2>${state(health)}${carried}</section>`;
}

function state({ configured, missing, leftAlone }: UpstreamHealth): Html {
  if (!configured) {
    return html`<p>${badge("quiet", "not configured")} <a href="/console/setup">Set</a> ${missing.join(", ")} to use it.</p>`;
  }
  return leftAlone ? leftAloneLine(leftAlone) : html`<p>${badge("good", "configured")}</p>`;
}

function traffic({ configured, lastInboundAt, lastOutboundAt, last24Hours }: ProviderHealth): Html | "" {
  if (!configured && lastInboundAt === null && lastOutboundAt === null) return "";
  const { outbound, failed } = last24Hours;
  return html`<dl>
    <dt>Last in</dt><dd>${lastInboundAt ? time(lastInboundAt) : "none in 31 days"}</dd>
    <dt>Last out</dt><dd>${lastOutboundAt ? time(lastOutboundAt) : "none in 31 days"}</dd>
    <dt>Failed in 24 h</dt><dd>${share(failed, outbound)} (${number(failed)} of ${number(outbound)})</dd>
  </dl>`;
}

/** What Meta said of our account lately; nothing when it said nothing. */
export function news(events: AccountEvent[]): Html | "" {
  if (events.length === 0) return "";
  return html`<section class="card"><h2>What Meta said of the account</h2><ul class="plain">${events.map(
    (event) =>
      html`<li id="news-${event.id}">${accountNews(event)} <span class="quiet">${time(event.createdAt)}</span></li>`,
  )}</ul></section>`;
}
