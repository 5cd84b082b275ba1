import { html } from "hono/html";
import { latestAccountEvents } from "../../db/stats/account-events.ts";
import { beginLatePurge } from "../../retention/begin-daily-purge.ts";
import { parseRange, RANGES, type Range } from "../../stats/range.ts";
import { readStatistics, type Statistics } from "../../stats/read-statistics.ts";
import type { Html, Page } from "../page.ts";
import { TOLD_FIELDS } from "../parts/account-news.ts";
import { assistantFigures } from "../parts/assistant-figures.ts";
import { bills } from "../parts/bills.ts";
import { ratingFigures } from "../parts/figures/rating-figures.ts";
import { hours } from "../parts/hours.ts";
import { messages } from "../parts/message-counts.ts";
import { time } from "../parts/time.ts";
import { failures, tasks } from "../parts/trouble.ts";
import { news, troubled, upstreams } from "../parts/upstreams.ts";

const NAMES: Record<Range, string> = { today: "Today", "7d": "7 days", "30d": "30 days" };

/** How messages come and go, and what needs somebody. */
export const overview: Page = {
  async show({ deps, query }) {
    const range = parseRange("range", query.get("range") ?? "7d");
    const [statistics, events, there] = await Promise.all([
      readStatistics(deps, range),
      latestAccountEvents(deps.db, { fields: TOLD_FIELDS, limit: 5 }),
      hours(deps),
      beginLatePurge(deps),
    ]);
    const body = html`
      ${troubled(statistics.providers)}
      ${there}
      ${statistics.firstMessageAt ? html`${ranges(range)}${reach(statistics)}${messages(statistics)}${assistantFigures(statistics.assistant)}` : welcome()}
      <div class="cards">${tasks(statistics.tasks)}${upstreams(statistics.providers)}</div>
      ${statistics.firstMessageAt ? html`${bills(statistics)}${ratingFigures(statistics.ratings)}` : ""}
      ${news(events)}
      ${failures(statistics.failures)}`;
    return { title: "Overview", isLive: true, body };
  },
};

function ranges(shown: Range): Html {
  const link = (range: string, name: string) =>
    html`<a class="button" href="/console?range=${range}"${range === shown ? html` aria-current="true"` : ""}>${name}</a>`;
  return html`<nav class="row ranges" aria-label="Days shown">
    ${Object.keys(RANGES).map((range) => link(range, NAMES[range as Range]))}
    <span class="quiet">Days are UTC.</span>
  </nav>`;
}

/** Old rows are counted newest first; until that is done the page says how far it got. */
function reach({ from, countedSince }: Statistics): Html | "" {
  if (countedSince <= from) return "";
  return html`<p class="reach" role="status">Counted since ${time(countedSince)}. What is older is being counted, and is not in these numbers yet.</p>`;
}

function welcome(): Html {
  return html`<section class="card">
    <h2>No message has come or gone yet</h2>
    <p>See in <a href="/console/setup">Setup</a> whether Twilio, Meta and Zendesk know this deployment and what is still missing.
      Then write to your WhatsApp number: the message appears here, and as a ticket in Zendesk.</p>
  </section>`;
}
