import { html } from "hono/html";
import { type Receipt, type ReceiptPlace, showReceipt } from "../../contacts/show-receipt.ts";
import { UPSTREAM_NAMES } from "../../domain/providers.ts";
import type { Html, Page } from "../page.ts";
import { adminsAlone } from "../parts/admins-alone.ts";
import { badge } from "../parts/badge.ts";
import { time } from "../parts/time.ts";

/** How far a person is forgotten elsewhere, place by place. The receipt names nobody. */
export const erasure: Page = {
  async show({ deps, visitor, params: { receipt = "" } }) {
    const shown = await showReceipt(deps, receipt);
    const { state, begunAt, finishedAt, places } = shown;
    return {
      title: "Forgotten elsewhere",
      isLive: state === "under way",
      body: html`<p>${badge(state === "finished" ? "good" : "quiet", state)} Receipt <code>${shown.receipt}</code>, asked for ${time(begunAt)}${finishedAt ? html`, nothing open since ${time(finishedAt)}` : ""}.</p>
        ${places.map(card)}
        ${adminsAlone(visitor, again(shown), "")}`,
    };
  },
};

function card(at: ReceiptPlace): Html {
  return html`<section class="card" id="at-${at.place}"><h2>${UPSTREAM_NAMES[at.place]}</h2>
    ${at.place === "meta" ? html`<p class="quiet">Keeps nothing that could be deleted.</p>` : rows(at)}
  </section>`;
}

const TONES = { done: "good", pending: "quiet", refused: "bad" } as const;

function rows({ place, done, pending, refused, things }: ReceiptPlace): Html {
  return html`<p>${done} done, ${pending} pending, ${refused} refused</p>
    <table class="stacks">
      <thead><tr><th>What</th><th>State</th><th>Why</th><th>Which</th></tr></thead>
      <tbody>${things.map(
        ({ what, state, why, count, ids }, index) => html`<tr id="${place}-${index}">
          <td>${count} × ${WORDS[what]}</td>
          <td data-label="State">${badge(TONES[state], state)}</td>
          ${cell("Why", why)}
          ${cell("Which", state === "done" && !why ? null : ids.join(", "))}
        </tr>`,
      )}</tbody>
    </table>`;
}

/** On a phone a cell stands on a line of its own: where it says nothing, there is none. */
function cell(label: string, text: string | null): Html {
  return text ? html`<td data-label="${label}">${text}</td>` : html`<td></td>`;
}

const WORDS: Record<ReceiptPlace["things"][number]["what"], string> = {
  message: "message with its files",
  "conversation-message": "message of a conversation",
  ticket: "ticket looked through",
  comment: "comment with its files",
  subject: "subject of a ticket",
  user: "name and numbers",
  late: "last look",
};

function again({ receipt, state, places }: Receipt): Html {
  const isRefused = places.some(({ refused }) => refused > 0);
  if (state !== "finished" || !isRefused) return html``;
  return html`<form class="row" id="again" method="post" action="/console/contacts/${receipt}/erase">
    <input type="hidden" name="everywhere" value="true">
    <button>Try what was refused again</button>
  </form>`;
}
