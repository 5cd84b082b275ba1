import { html } from "hono/html";
import { latestRecoveries, type Recovery } from "../../db/recoveries/recoveries.ts";
import { UPSTREAM_NAMES, UPSTREAMS, type Upstream } from "../../domain/providers.ts";
import { recoverySince } from "../../domain/recovery/recovery-since.ts";
import { LOOKED_AT, recovered } from "../../domain/wording/recovered.ts";
import { InvalidInputError } from "../../errors.ts";
import type { Deps } from "../../ports.ts";
import { beginRecoveries } from "../../recovery/begin.ts";
import { canBeLookedAt } from "../../recovery/steps.ts";
import type { Html, Page } from "../page.ts";
import { badge } from "../parts/badge.ts";
import { time } from "../parts/time.ts";

const SIZE = 25;

/** What was looked for that never reached us, what of it was recovered, and a button to look now. */
export const recovery: Page = {
  async show({ deps }) {
    const looks = await latestRecoveries(deps.db, SIZE);
    return {
      title: "Recovery",
      isLive: true,
      body: html`<p class="quiet">Once a day each upstream is asked for what never reached us: it is stored, filed and relayed as if it had come.</p>
        <div class="cards">${canBeLookedAt(deps).map((upstream) => beginForm(upstream))}</div>
        <section class="card">
          <h2>Looks</h2>
          ${looks.length > 0 ? table(looks) : html`<p class="quiet">None was taken yet.</p>`}
        </section>`,
    };
  },

  async act({ deps, visitor: { actor }, form }) {
    const upstream = UPSTREAMS.find((one) => one === form.get("upstream"));
    if (!upstream || !canBeLookedAt(deps).includes(upstream))
      throw new InvalidInputError([{ path: "upstream", message: "must be an upstream that is set up" }]);
    const isDryRun = form.get("dry-run") === "1";
    const [begun] = await beginRecoveries(deps, {
      upstreams: [upstream],
      since: sinceIn(form, deps.env),
      isDryRun,
      actor,
    });
    const notice = begun?.outcome === "begun" ? "recovery-begun" : "recovery-under-way";
    return { to: "/recovery", notice, background: deps.drain };
  },
};

/** Null where nothing was typed: since the last look ended. */
function sinceIn(form: URLSearchParams, { retention }: Deps["env"]): Date | null {
  const text = form.get("since")?.trim();
  if (!text) return null;
  const read = recoverySince(text, { now: new Date(), logsDays: retention.logsDays });
  if ("refused" in read) throw new InvalidInputError([{ path: "since", message: read.refused }]);
  return read.since;
}

function beginForm(upstream: Upstream): Html {
  return html`<section class="card" id="card-${upstream}">
    <h2>${UPSTREAM_NAMES[upstream]}</h2>
    <p class="quiet">Looks at ${LOOKED_AT[upstream]}.</p>
    <form id="form-${upstream}" method="post" action="/console/recovery">
      <input type="hidden" name="upstream" value="${upstream}">
      <p><label for="since-${upstream}">Since (UTC; empty: since the last look)</label>
        <input id="since-${upstream}" type="date" name="since"></p>
      <div class="row">
        <button id="look-${upstream}" class="main">Recover now</button>
        <button id="dry-${upstream}" name="dry-run" value="1">Only say what is missing</button>
      </div>
    </form>
  </section>`;
}

function table(looks: Recovery[]): Html {
  return html`<table class="stacks">
    <thead><tr><th>Upstream</th><th>State</th><th>Recovered</th><th>Since</th><th>Until</th></tr></thead>
    <tbody>${looks.map(
      (look) => html`<tr id="r-${look.id}">
        <td>${UPSTREAM_NAMES[look.upstream]}
          ${look.endedBecause ? html`<div class="quiet excerpt">${look.endedBecause}</div>` : ""}</td>
        <td data-label="State">${stateOf(look)}</td>
        <td data-label="Recovered">${recovered(look.counts)}${look.isDryRun ? html` <span class="quiet">would be</span>` : ""}</td>
        <td data-label="Since">${time(look.since)}</td>
        <td data-label="Until">${time(look.until)}</td>
      </tr>`,
    )}</tbody>
  </table>`;
}

function stateOf({ finishedAt, endedBecause, isDryRun }: Recovery): Html {
  if (!finishedAt) return badge("quiet", "under way");
  if (endedBecause) return badge("bad", "ended before its end");
  return isDryRun ? badge("quiet", "dry run") : badge("good", "done");
}
