import { html } from "hono/html";
import type { RatingFigures } from "../../../db/stats/rating-figures.ts";
import type { Html } from "../../page.ts";
import { number } from "../number.ts";

/** What customers said of each agent's tickets, week by week; nothing where nobody is asked. */
export function ratingFigures(all: RatingFigures[] | null): Html | "" {
  if (!all) return "";
  return html`<section class="card" id="ratings">
    <h2>Ratings</h2>
    ${all.length === 0 ? html`<p class="quiet">Nobody was asked.</p>` : table(all)}
  </section>`;
}

const COUNTED = {
  asked: "Asked",
  answered: "Answered",
  good: "Good",
  soSo: "So-so",
  bad: "Bad",
} as const satisfies Partial<Record<keyof RatingFigures, string>>;
const COUNTS = Object.entries(COUNTED) as [keyof typeof COUNTED, string][];

function table(all: RatingFigures[]): Html {
  return html`<table class="stacks">
    <thead><tr><th scope="col">Week</th><th scope="col">Agent</th>${COUNTS.map(([, name]) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
    <tbody>${all.map(
      (
        one,
      ) => html`<tr id="rated-${one.week}-${one.agentId ?? "nobody"}"><td data-label="Week">${one.week}</td>
        <td data-label="Agent">${one.agentName ?? one.agentId ?? "nobody's"}</td>
        ${COUNTS.map(([count, name]) => html`<td data-label="${name}" class="number">${number(one[count])}</td>`)}</tr>`,
    )}</tbody>
  </table>`;
}
