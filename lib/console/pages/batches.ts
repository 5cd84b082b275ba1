import { html } from "hono/html";
import { endEstimate } from "../../bulk/describe-batch.ts";
import { listBatches } from "../../bulk/list-batches.ts";
import type { ListedBatch } from "../../db/bulk/batches-listed.ts";
import { cursorBehind } from "../../domain/cursor.ts";
import { isUuid } from "../../domain/uuid.ts";
import type { Html, Page } from "../page.ts";
import { batchState, inWords, progressBar } from "../parts/batch-progress.ts";
import { number } from "../parts/number.ts";
import { pager } from "../parts/pager.ts";
import { placeIn } from "../parts/place.ts";
import { time } from "../parts/time.ts";

const SIZE = 25;

/** What was sent in bulk, newest first. */
export const batches: Page = {
  async show({ deps, query }) {
    const after = placeIn(query, isUuid);
    const found = await listBatches(deps, { after, limit: SIZE + 1 });
    const shown = found.slice(0, SIZE);
    const next = cursorBehind(found, SIZE);
    const rate = deps.env.sendRatePerSecond;
    return {
      title: "Batches",
      isLive: after === null,
      body: html`<div class="card">
        ${shown.length > 0 ? table(shown, rate) : html`<p class="quiet">Nothing was sent in bulk yet: <code>npm run send</code> and POST /api/messages do.</p>`}
        ${pager("/batches", { cursor: query.get("cursor"), next })}
      </div>`,
    };
  },
};

function table(shown: ListedBatch[], rate: number): Html {
  return html`<table class="stacks">
    <thead><tr><th>Batch</th><th>State</th><th>By</th><th class="number">Accepted</th><th class="number">Skipped</th><th>Progress</th></tr></thead>
    <tbody>${shown.map((batch) => row(batch, rate))}</tbody>
  </table>`;
}

function row(batch: ListedBatch, ratePerSecond: number): Html {
  const { id, provider, createdAt, accepted, skipped, counts, sendAt, canceledAt } = batch;
  const endsAt =
    counts && endEstimate({ queued: counts.queued, sendAt, canceledAt, ratePerSecond }, new Date());
  return html`<tr id="b-${id}">
    <td><a href="/console/batches/${id}">${time(createdAt)}</a></td>
    <td data-label="State"><span>${batchState(batch)} ${sendAt && sendAt > new Date() ? html`until ${time(sendAt)}` : ""}</span></td>
    <td data-label="By">${provider}</td>
    <td data-label="Accepted" class="number">${accepted === null ? "" : number(accepted)}</td>
    <td data-label="Skipped" class="number">${number(skipped)}</td>
    <td class="wide">${counts ? progressBar(counts) : ""}
      <span class="quiet">${counts ? inWords(counts) : "not counted yet"}${endsAt ? html`, done about ${time(endsAt)}` : ""}</span></td>
  </tr>`;
}
