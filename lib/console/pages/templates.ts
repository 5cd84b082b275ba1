import { html } from "hono/html";
import { type LastSync, lastSyncs } from "../../db/templates/promise-sync.ts";
import { USES_DAYS } from "../../db/templates/template-uses.ts";
import { PROVIDERS, UPSTREAM_NAMES } from "../../domain/providers.ts";
import { TEMPLATE_STATUSES } from "../../domain/templates/known-template.ts";
import { shorten } from "../../domain/text.ts";
import { isUuid } from "../../domain/uuid.ts";
import type { Deps } from "../../ports.ts";
import { countForLook } from "../../stats/count-hours.ts";
import { listUsed, type UsedTemplate } from "../../templates/list-used.ts";
import { promiseSyncNow } from "../../templates/sync-templates.ts";
import type { Html, Page } from "../page.ts";
import { number } from "../parts/number.ts";
import { pager } from "../parts/pager.ts";
import { unknownCursor } from "../parts/place.ts";
import { categoryOf, qualityOf, statusOf } from "../parts/template/template-words.ts";
import { time } from "../parts/time.ts";
import { searchText } from "../parts/wanted.ts";

const SIZE = 50;

type Search = { q: string; status: string };

/** The templates that the providers told of, and a button that asks them again. */
export const templates: Page = {
  async show({ deps, query }) {
    const cursor = query.get("cursor");
    if (cursor !== null && !isUuid(cursor)) throw unknownCursor();
    const search: Search = {
      q: searchText(query.get("q") ?? ""),
      status: TEMPLATE_STATUSES.find((one) => one === query.get("status")) ?? "",
    };
    await countForLook(deps);
    const [found, syncs] = await Promise.all([
      listUsed(deps.db, {
        search: search.q,
        ...(search.status && { status: search.status }),
        ...(cursor !== null && { after: cursor }),
        limit: SIZE + 1,
      }),
      lastSyncs(deps.db),
    ]);
    const shown = found.slice(0, SIZE);
    const next = found.length > SIZE ? (shown.at(-1)?.id ?? null) : null;
    return {
      title: "Templates",
      isLive: cursor === null,
      body: html`${searchForm(search)}
        <div class="card">${shown.length > 0 ? table(shown) : none(search)}
          ${pager("/templates", { cursor, next, query: given(search) })}</div>
        ${asked(syncs, deps)}`,
    };
  },

  async act({ deps }) {
    await promiseSyncNow(deps);
    return { to: "/templates", notice: "templates-asked", background: deps.drain };
  },
};

/** What of a search stands in an address. */
function given({ q, status }: Search): Record<string, string> {
  return { ...(q && { q }), ...(status && { status }) };
}

function searchForm({ q, status }: Search): Html {
  return html`<form class="card" id="search-form" method="get" action="/console/templates" role="search">
    <div class="row">
      <label for="q">Name or text</label>
      <input id="q" name="q" type="search" value="${q}" maxlength="200" autocomplete="off">
      <label for="status">Status</label>
      <select id="status" name="status">
        <option value="">any</option>
        ${TEMPLATE_STATUSES.map((one) => html`<option value="${one}"${one === status ? html` selected` : ""}>${one}</option>`)}
      </select>
      <button class="main" id="search">Search</button>
    </div>
  </form>`;
}

function none({ q, status }: Search): Html {
  return html`<p class="quiet">${q || status ? "No template fits." : "No provider told of one yet."}</p>`;
}

function table(shown: UsedTemplate[]): Html {
  return html`<table class="stacks">
    <thead><tr><th scope="col">Template</th><th scope="col">By</th><th scope="col">Language</th><th scope="col">Category</th>
      <th scope="col">Status</th><th scope="col">Quality</th><th scope="col" class="number">Sent in ${USES_DAYS} days</th></tr></thead>
    <tbody>${shown.map(row)}</tbody>
  </table>`;
}

function row(template: UsedTemplate): Html {
  const { id, provider, name, language, body, rejectedBecause, uses } = template;
  return html`<tr id="t-${id}">
    <td class="wide"><a href="/console/templates/${id}">${name}</a>
      <div class="quiet excerpt" dir="auto">${shorten(body, 140)}</div></td>
    <td data-label="By">${UPSTREAM_NAMES[provider]}</td>
    <td data-label="Language">${language}</td>
    <td data-label="Category">${categoryOf(template)}</td>
    <td data-label="Status"><span>${statusOf(template)}
      ${rejectedBecause ? html`<span class="quiet small">${shorten(rejectedBecause, 140)}</span>` : ""}</span></td>
    <td data-label="Quality">${qualityOf(template)}</td>
    <td data-label="Sent in ${USES_DAYS} days" class="number">${number(uses)}</td>
  </tr>`;
}

function asked(syncs: LastSync[], { env }: Deps): Html {
  const providers = PROVIDERS.filter((provider) => env[provider].configured);
  return html`<section class="card">
    <h2>What the providers say</h2>
    <p class="quiet">Each is asked once a day. Meta says by itself when it approves, rejects or pauses a template.</p>
    <dl>${providers.map((provider) => fact(provider, syncs))}</dl>
    <form id="ask" method="post" action="/console/templates"><p><button id="ask-now">Ask again now</button></p></form>
  </section>`;
}

function fact(provider: LastSync["provider"], syncs: LastSync[]): Html {
  const { at, isUnderWay, why } = syncs.find((one) => one.provider === provider) ?? {};
  const said = isUnderWay ? "is being asked" : at ? html`asked ${time(at)}` : "not asked yet";
  return html`<dt>${UPSTREAM_NAMES[provider]}</dt><dd>${said}${why ? html`<div class="trouble">${why}</div>` : ""}</dd>`;
}
