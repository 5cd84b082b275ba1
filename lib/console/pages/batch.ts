import { html } from "hono/html";
import { cancelSending } from "../../bulk/cancel-batch.ts";
import { describeBatch } from "../../bulk/describe-batch.ts";
import {
  LISTINGS,
  type Listing,
  listRecipients,
  parseCursor,
  type Recipient,
} from "../../bulk/list-recipients.ts";
import { canRetrySending, retrySending } from "../../bulk/retry-batch.ts";
import { type Stage, stageOf } from "../../domain/message-status.ts";
import { isUuid } from "../../domain/uuid.ts";
import { InvalidInputError, RefusedError } from "../../errors.ts";
import type { Deps } from "../../ports.ts";
import type { Html, Page, Visitor } from "../page.ts";
import { adminsAlone } from "../parts/admins-alone.ts";
import { badge } from "../parts/badge.ts";
import { batchState, progressBar } from "../parts/batch-progress.ts";
import { number } from "../parts/number.ts";
import { pager } from "../parts/pager.ts";
import { unknownCursor } from "../parts/place.ts";
import { time } from "../parts/time.ts";

const SIZE = 50;

/** One batch: how far it is, what became of each recipient, and what can be done about it. */
export const batch: Page = {
  needsAdmin: ({ form }) => (form.get("do") === "cancel" ? "Canceling" : null),
  writesToCustomers: ({ form }) => form.get("do") === "retry",

  async show({ deps, visitor, params, query }) {
    const described = await batchOf(deps, params);
    const { batchId } = described;
    const { listing, cursor } = listingIn(query);
    const [page, mayRetry] = await Promise.all([
      listRecipients(deps, { batchId, listing, cursor, limit: SIZE }),
      described.failed > 0 && !described.canceledAt && canRetrySending(deps, batchId),
    ]);
    const path = `/batches/${batchId}`;
    return {
      title: "Batch",
      isLive: cursor === null,
      body: html`<section class="card">${progressBar(described)}${figures(described)}${facts(described)}${buttons(described, mayRetry, visitor)}</section>
        <section class="card">
          <h2>Recipients</h2>
          <nav class="row tabs" aria-label="Which recipients">${LISTINGS.toReversed().map((one) => tab(path, one, listing))}
            <a class="button" href="/console${path}/recipients.csv" download>All as CSV</a></nav>
          ${recipients(page?.recipients ?? [])}
          ${pager(path, { cursor: query.get("cursor"), next: page?.nextCursor ?? null, query: { show: listing } })}
        </section>`,
    };
  },

  async act({ deps, visitor: { actor }, params, form }) {
    const { batchId } = await batchOf(deps, params);
    const to = `/batches/${batchId}`;
    const wish = form.get("do");
    if (wish === "cancel") {
      await cancelSending(deps, batchId, actor);
      return { to, notice: "canceled" };
    }
    if (wish !== "retry") {
      throw new InvalidInputError([{ path: "do", message: "must be what a button of the page says" }]);
    }
    const count = (await retrySending(deps, batchId, actor)) ?? 0;
    return { to, notice: "retried", counts: { count }, background: deps.drain };
  },
};

type Described = NonNullable<Awaited<ReturnType<typeof describeBatch>>>;

/** @throws {RefusedError} when there is none */
export async function batchOf(deps: Deps, { id = "" }: Record<string, string>): Promise<Described> {
  const described = isUuid(id) ? await describeBatch(deps, id) : null;
  if (!described) throw new RefusedError("There is no such batch", { because: "missing" });
  return described;
}

function listingIn(query: URLSearchParams) {
  const listing = LISTINGS.find((one) => one === (query.get("show") ?? "all"));
  if (!listing) throw new InvalidInputError([{ path: "show", message: `must be ${LISTINGS.join(", ")}` }]);
  const text = query.get("cursor");
  const cursor = text === null ? null : parseCursor(text);
  if (text === null || cursor) return { listing, cursor };
  throw unknownCursor();
}

const FIGURES = [
  "total",
  "queued",
  "sent",
  "delivered",
  "read",
  "failed",
  "canceled",
  "unconfirmed",
] as const;

function figures(described: Described): Html {
  return html`<dl class="figures">${FIGURES.map(
    (what) => html`<div><dt>${what}</dt><dd class="figure">${number(described[what])}</dd></div>`,
  )}<div><dt>skipped</dt><dd class="figure">${number(described.skipped)}</dd></div></dl>`;
}

function facts(described: Described): Html {
  const { batchId, provider, acceptedAt, sendAt, startedAt, canceledAt, estimatedEndAt } = described;
  const moments = [
    ["Accepted", acceptedAt],
    ["To be sent", sendAt],
    ["First sent", startedAt],
    ["Done about", estimatedEndAt],
    ["Canceled", canceledAt],
  ] as const;
  return html`<dl>
    <dt>State</dt><dd>${batchState({ ...described, counts: described })}</dd>
    <dt>Id</dt><dd><code>${batchId}</code></dd>
    <dt>By</dt><dd>${provider}</dd>
    ${moments.map(([name, moment]) => (moment ? html`<dt>${name}</dt><dd>${time(moment)}</dd>` : ""))}
  </dl>`;
}

function buttons({ batchId, queued, canceledAt }: Described, retry: boolean, visitor: Visitor): Html | "" {
  const cancel = queued > 0 && !canceledAt;
  if (!cancel && !retry) return "";
  return html`<form method="post" action="/console/batches/${batchId}" class="row" id="what-now">
    ${retry ? html`<button id="retry" name="do" value="retry">Try again what failed</button>` : ""}
    ${cancel ? adminsAlone(visitor, CANCEL, "Canceling takes an admin.") : ""}
  </form>`;
}

const CANCEL = html`<button id="cancel" class="danger" name="do" value="cancel">Cancel</button>`;

function tab(path: string, listing: Listing, here: Listing): Html {
  const current = listing === here ? html` aria-current="page"` : "";
  return html`<a class="button" href="/console${path}?show=${listing}"${current}>${listing}</a>`;
}

function recipients(rows: Recipient[]): Html {
  if (rows.length === 0) return html`<p class="quiet">Nobody here.</p>`;
  return html`<table class="stacks">
    <thead><tr><th>To</th><th>Status</th><th>Why</th></tr></thead>
    <tbody>${rows.map(
      (
        { position, to, contactId, status, reason, nextStep, errorCode },
        n,
      ) => html`<tr id="${position === null ? `skipped-${n}` : `to-${position}`}">
        <td>${contactId ? html`<a href="/console/contacts/${contactId}">${to ?? "erased"}</a>` : to}</td>
        <td data-label="Status">${badge(TONES[status === "skipped" ? status : stageOf(status)], status)}</td>
        <td data-label="Why">${reason ? html`<span>${reason} ${nextStep ?? ""} ${errorCode ? html`<span class="quiet">(${errorCode})</span>` : ""}</span>` : ""}</td>
      </tr>`,
    )}</tbody>
  </table>`;
}

const TONES: Record<Stage | "skipped", "good" | "warn" | "bad" | "quiet"> = {
  received: "quiet",
  accepted: "quiet",
  "under way": "quiet",
  sent: "quiet",
  delivered: "good",
  read: "good",
  canceled: "quiet",
  failed: "bad",
  skipped: "warn",
};
