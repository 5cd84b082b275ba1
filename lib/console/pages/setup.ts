import { html } from "hono/html";
import { listPurges } from "../../db/retention/purges.ts";
import { useOf, type WebhookUrl, webhookUrls } from "../../doctor/webhook-urls.ts";
import type { Area, Finding } from "../../domain/findings/finding.ts";
import { AREA_NAMES, summaryOf, WORST_FIRST } from "../../domain/findings/summary-of-findings.ts";
import type { Html, Page } from "../page.ts";
import { badge } from "../parts/badge.ts";
import { purges } from "../parts/purges.ts";

/** Which URLs the providers must know, and, when the visitor asks, what is wrong with how everything is set up. */
export const setup: Page = {
  callsProviders: isAsked,
  async show({ deps, query }) {
    const findings = isAsked(query) ? await deps.examine() : null;
    // Who sets it up must see this page without a database as well.
    const told = await listPurges(deps.db).catch(() => []);
    return {
      title: "Setup",
      body: html`${examination(findings)} ${urls(webhookUrls(deps.env))} ${purges(told, deps.env.retention)}`,
    };
  },
};

/** Looking calls every provider and takes seconds: only when somebody asks. */
function isAsked(query: URLSearchParams): boolean {
  return query.get("examine") === "1";
}

function examination(findings: Finding[] | null): Html {
  const areas = Map.groupBy(worstFirst(findings ?? []), ({ area }) => area);
  return html`<section class="card">
      <h2>Examination</h2>
      ${
        findings === null
          ? html`<p class="quiet">Looks at the settings, the database and every provider, and changes nothing. It takes a few seconds.</p>`
          : summary(findings)
      }
      <form method="get" action="/console/setup">
        <button class="main" name="examine" value="1">${findings === null ? "Examine now" : "Examine again"}</button>
      </form>
    </section>
    ${[...areas].map(([area, found]) => areaCard(area, found))}`;
}

function summary(findings: Finding[]): Html {
  const isFixable = findings.some(({ fix }) => fix !== undefined);
  return html`<p><strong>${summaryOf(findings)}</strong></p>
    ${isFixable ? html`<p>Run <code>npm run setup</code> in a working copy to do what a finding offers.</p>` : ""}`;
}

function areaCard(area: Area, findings: Finding[]): Html {
  return html`<section class="card">
      <h2>${AREA_NAMES[area]}</h2>
      <ul class="plain findings">${findings.map(findingItem)}</ul>
    </section>`;
}

function worstFirst(findings: Finding[]): Finding[] {
  return findings.toSorted((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state));
}

const TONES = { broken: "bad", warning: "warn", unknown: "warn", ok: "good", off: "quiet" } as const;

function findingItem({ state, what, says, expected, actual, cure, fix }: Finding): Html {
  const rows = [
    ["Expected", expected],
    ["Actual", actual],
    ["What to do", cure],
    ["By itself", fix && `npm run setup does it: ${fix.says}`],
    ["Would be lost", fix?.overwrites],
  ].filter(([, text]) => text && state !== "ok" && state !== "off");
  return html`<li>
      <h3>${badge(TONES[state], state)} ${what}</h3>
      <p>${says}</p>
      ${rows.length > 0 ? html`<dl>${rows.map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)}</dl>` : ""}
    </li>`;
}

function urls(webhooks: WebhookUrl[]): Html {
  return html`<section class="card">
      <h2>Webhook URLs</h2>
      ${
        webhooks.length === 0
          ? html`<p>Tickline knows no address of its own: set <code>PUBLIC_BASE_URL</code>.</p>`
          : html`<p class="quiet">${useOf(webhooks)}</p>`
      }
      ${webhooks.map(urlField)}
    </section>`;
}

function urlField({ area, what, url }: WebhookUrl, position: number): Html {
  const id = `url-${position}`;
  return html`<p class="copied">
      <label for="${id}">${AREA_NAMES[area]}: ${what}</label>
      <input id="${id}" readonly value="${url}">
    </p>`;
}
