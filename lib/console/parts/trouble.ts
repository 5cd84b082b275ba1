import { html } from "hono/html";
import { FIGURES_AT_MOST } from "../../db/tasks/tasks.ts";
import { counted } from "../../domain/counted.ts";
import { UPSTREAM_NAMES } from "../../domain/providers.ts";
import type { Failures, Statistics } from "../../stats/read-statistics.ts";
import type { Html } from "../page.ts";
import { badge } from "./badge.ts";
import { number } from "./number.ts";
import { span } from "./time.ts";

const AT_MOST = 10;

/** Why messages failed, and what to do about it. */
export function failures(all: Failures[]): Html {
  return html`<section class="card">
    <h2>Why messages failed</h2>
    ${all.length === 0 ? html`<p class="quiet">None failed.</p>` : table(all)}
  </section>`;
}

/** The work that is late, or given up. */
export function tasks({ due, waiting, dead, oldestDueSeconds }: Statistics["tasks"]): Html {
  return html`<section class="card">
    <h2>Tasks</h2>
    <p class="row">${badge(due > 0 ? "warn" : "good", `${counted(due, FIGURES_AT_MOST)} due`)}
      ${badge("quiet", `${counted(waiting, FIGURES_AT_MOST)} waiting`)}
      ${badge(dead > 0 ? "bad" : "good", `${counted(dead, FIGURES_AT_MOST)} dead`)}</p>
    ${due > 0 ? html`<p>The oldest has been due for ${roughSpan(oldestDueSeconds)}.</p>` : ""}
    <p><a href="/console/tasks">${dead > 0 ? "See why they died, and try them again" : "See them"}</a></p>
  </section>`;
}

/** In whole minutes, from an hour on in whole hours: the page is news when somebody would call it news. */
function roughSpan(seconds: number): string {
  if (seconds < 60) return "less than a minute";
  const unit = seconds < 3_600 ? 60 : 3_600;
  return span(Math.floor(seconds / unit) * unit);
}

function table(all: Failures[]): Html {
  const rest = all.slice(AT_MOST).reduce((sum, { count }) => sum + count, 0);
  return html`<table class="stacks failures">
    <thead><tr><th scope="col">Why</th><th scope="col">What to do</th><th scope="col">Code</th>
      <th scope="col" class="number">Messages</th></tr></thead>
    <tbody>${all.slice(0, AT_MOST).map(row)}</tbody>
  </table>${rest > 0 ? html`<p class="quiet">And ${number(rest)} for other reasons.</p>` : ""}`;
}

function row({ provider, code, reason, nextStep, count }: Failures): Html {
  return html`<tr id="failure-${provider}-${code ?? "without"}"><td>${reason}</td><td>${nextStep}</td>
    <td data-label="Code">${UPSTREAM_NAMES[provider]} ${code ?? "without one"}</td>
    <td data-label="Messages" class="number">${number(count)}</td></tr>`;
}
