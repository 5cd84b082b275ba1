import { html } from "hono/html";
import type { Billed } from "../../db/stats/read-counts.ts";
import type { Decimal } from "../../domain/billing/prices.ts";
import { CAUSES, type Cause } from "../../domain/billing/purposes.ts";
import type { Statistics } from "../../stats/read-statistics.ts";
import type { Html } from "../page.ts";
import { number } from "./number.ts";

const NAMES: Record<Cause, string> = {
  agent: "Agents' answers",
  confirmation: "Confirmations",
  command: "Answers to commands",
  assistant: "Assistant",
  bulk: "Bulk sends and the API",
  rating: "Ratings",
  other: "Other sentences of ours",
};

const AT_MOST = 10;

/** What the messages of the range cost: how many Meta bills, for which of our numbers, and as what; and what all that is billed was for. */
export function bills({ billable, caused, costs }: Pick<Statistics, "billable" | "caused" | "costs">): Html {
  return html`<section class="card">
    <h2>What Meta bills</h2>
    ${billable.length === 0 ? html`<p class="quiet">Meta billed no message.</p>` : table(billable)}
  </section>
  ${caused.length === 0 ? "" : causes({ caused, costs })}`;
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

function causes({ caused, costs }: Pick<Statistics, "caused" | "costs">): Html {
  const isEstimate = caused.some((one) => one.isEstimate);
  return html`<section class="card" id="causes">
    <h2>What billable messages were for</h2>
    ${costs ? inAll(costs) : ""}
    <ul class="plain tally columns">${CAUSES.filter((cause) => caused.some((one) => one.cause === cause)).map((cause) => tally(cause, caused, costs))}</ul>
    ${isEstimate ? html`<p class="quiet">Meta tells what it bills. Of Twilio's messages nobody tells: they are our estimate.</p>` : ""}
    ${details(caused)}
  </section>`;
}

function inAll({ currency, total, aTicket, tickets, withoutPrice }: NonNullable<Statistics["costs"]>): Html {
  const opened = `${number(tickets)} ${tickets === 1 ? "ticket was" : "tickets were"} opened`;
  const missing = `${number(withoutPrice)} ${withoutPrice === 1 ? "message has" : "messages have"} no price`;
  return html`<p>${money(currency, total)} in all${aTicket ? `, ${money(currency, aTicket)} a ticket` : ""} (${opened}), at your prices.
    ${withoutPrice > 0 ? `${missing} in MESSAGE_PRICES, and ${withoutPrice === 1 ? "is" : "are"} not in it.` : ""}</p>`;
}

function tally(cause: Cause, caused: Statistics["caused"], costs: Statistics["costs"]): Html {
  const count = caused.filter((one) => one.cause === cause).reduce((sum, one) => sum + one.count, 0);
  const cost = costs?.byCause[cause];
  return html`<li id="cause-${cause}"><span>${NAMES[cause]}</span>
    <span class="number">${number(count)}${costs && cost ? html` <span class="quiet">${money(costs.currency, cost)}</span>` : ""}</span></li>`;
}

function details(caused: Statistics["caused"]): Html {
  const rest = caused.slice(AT_MOST).reduce((sum, { count }) => sum + count, 0);
  return html`<details id="caused"><summary>By category, country and number</summary>
  <table class="stacks caused">
    <thead><tr><th scope="col">What for</th><th scope="col">Billed as</th><th scope="col">Customer's country</th>
      <th scope="col">Our number</th><th scope="col" class="number">Messages</th></tr></thead>
    <tbody>${caused.slice(0, AT_MOST).map(
      ({ provider, cause, category, country, number: ours, count, isEstimate }) =>
        html`<tr id="caused-${[provider, cause, category, country, ours].map(encodeURIComponent).join("-")}"><td>${NAMES[cause]}</td>
          <td data-label="Billed as"><span>${category || "not said"}${isEstimate ? html` <span class="quiet">estimate</span>` : ""}</span></td>
          <td data-label="Customer's country">${inWords(country)}</td><td data-label="Our number">${ours || "not known"}</td>
          <td data-label="Messages" class="number">${number(count)}</td></tr>`,
    )}</tbody>
  </table>${rest > 0 ? html`<p class="quiet">And ${number(rest)} more.</p>` : ""}</details>`;
}

const REGIONS = new Intl.DisplayNames("en", { type: "region", fallback: "code" });

/** A user id may begin with any two letters. */
const inWords = (country: string) => (/^[A-Z]{2}$/.test(country) ? REGIONS.of(country) : "not known");

/** Cents, and of less than that two digits more; halves go up. Each amount is rounded by itself. */
function money(currency: string, amount: Decimal): string {
  return new Intl.NumberFormat("en", { style: "currency", currency, maximumFractionDigits: 4 }).format(
    amount,
  );
}
