import { html } from "hono/html";
import type { Billed } from "../../db/stats/read-counts.ts";
import type { Html } from "../page.ts";
import { number } from "./number.ts";

/** What the messages of the range cost: how many Meta bills, for which of our numbers, and as what. */
export function bills(all: Billed[]): Html {
  return html`<section class="card">
    <h2>What Meta bills</h2>
    ${all.length === 0 ? html`<p class="quiet">Meta billed no message.</p>` : table(all)}
  </section>`;
}

function table(all: Billed[]): Html {
  return html`<table class="stacks billed">
    <thead><tr><th scope="col">Our number</th><th scope="col">Billed as</th><th scope="col" class="number">Messages</th></tr></thead>
    <tbody>${all.map(
      ({ provider, number: ours, category, count }) =>
        html`<tr id="billed-${provider}-${ours}-${encodeURIComponent(category)}"><td data-label="Our number">${ours || "not known"}</td>
          <td data-label="Billed as">${category || "not said"}</td><td data-label="Messages" class="number">${number(count)}</td></tr>`,
    )}</tbody>
  </table>`;
}
