import { html } from "hono/html";
import { type UnconfirmedMessage, unconfirmedAfter } from "../../db/console/unconfirmed-listed.ts";
import { cursorBehind } from "../../domain/cursor.ts";
import { UPSTREAM_NAMES } from "../../domain/providers.ts";
import { isUuid } from "../../domain/uuid.ts";
import { mention } from "../../domain/wording/ticket-text.ts";
import { UNCONFIRMED } from "../../domain/wording/unconfirmed.ts";
import type { Html, Page } from "../page.ts";
import { contactName } from "../parts/contact/contact-name.ts";
import { pager } from "../parts/pager.ts";
import { placeIn } from "../parts/place.ts";
import { sendAgainButton } from "../parts/send-again.ts";
import { time } from "../parts/time.ts";

const SIZE = 25;

/** Messages of ours of which nobody knows whether they were sent: a person decides whether they go out again. */
export const unconfirmed: Page = {
  async show({ deps: { db }, query }) {
    const after = placeIn(query, isUuid);
    const found = await unconfirmedAfter(db, { after, limit: SIZE + 1 });
    const shown = found.slice(0, SIZE);
    return {
      title: UNCONFIRMED.name,
      isLive: after === null,
      body: html`<p>${UNCONFIRMED.reason} Whatever a callback settles leaves this list by itself.</p>
        <div class="card">
          ${shown.length > 0 ? table(shown) : html`<p class="quiet">No message is unconfirmed.</p>`}
          ${pager("/unconfirmed", { cursor: query.get("cursor"), next: cursorBehind(found, SIZE) })}
        </div>`,
    };
  },
};

function table(shown: UnconfirmedMessage[]): Html {
  return html`<table class="stacks">
    <thead><tr><th>To</th><th>Message</th><th>By</th><th>Handed over</th><th>What now</th></tr></thead>
    <tbody>${shown.map(
      (message) => html`<tr id="m-${message.id}">
        <td><a dir="auto" href="/console/contacts/${message.contactId}">${contactName(message)}</a></td>
        <td data-label="Message">${mention(message)}</td>
        <td data-label="By">${UPSTREAM_NAMES[message.provider]}</td>
        <td data-label="Handed over">${time(message.handedOverAt)}</td>
        <td data-label="What now">${sendAgainButton({ ...message, unconfirmedSince: message.at })}</td>
      </tr>`,
    )}</tbody>
  </table>`;
}
