import { html } from "hono/html";
import type { ContactRow } from "../../db/contacts/contact-rows.ts";
import { CONTACTS_A_PAGE, type ListPosition, latestContacts } from "../../db/contacts/latest-contacts.ts";
import { searchContacts } from "../../db/contacts/search-contacts.ts";
import { findContact } from "../../db/messages/history.ts";
import { parseBsuid, parsePhone } from "../../domain/address.ts";
import { readCursor, writeCursor } from "../../domain/cursor.ts";
import { saidText } from "../../domain/templates/said-text.ts";
import { shorten } from "../../domain/text.ts";
import { isUuid } from "../../domain/uuid.ts";
import { summary } from "../../domain/wording/ticket-text.ts";
import type { Html, Page, Visit } from "../page.ts";
import { tick } from "../parts/bubble/tick.ts";
import { contactBadges, contactName } from "../parts/contact/contact-name.ts";
import { pager } from "../parts/pager.ts";
import { unknownCursor } from "../parts/place.ts";
import { time } from "../parts/time.ts";
import { searchText, wantedBy } from "../parts/wanted.ts";

/** Everybody we write with, by the latest message; and the search for one of them, which is a form, since a number must not stand in an address. */
export const contacts: Page = {
  async show({ deps, query }) {
    const cursor = query.get("cursor");
    const found = await latestContacts(deps.db, cursor === null ? null : readListCursor(cursor));
    const page = found.slice(0, CONTACTS_A_PAGE);
    const last = found.length > CONTACTS_A_PAGE ? page.at(-1) : undefined;
    const asOf = cursor === null ? page[0]?.place : readListCursor(cursor).asOf;
    const next = last && asOf ? `${writeCursor(asOf)}.${writeCursor(last.place)}` : null;
    return {
      title: "Contacts",
      isLive: cursor === null,
      body: html`${searchForm("")}
        ${page.length === 0 ? html`<p class="quiet">Nobody has written yet.</p>` : table(page)}
        ${pager("/contacts", { cursor, next })}`,
    };
  },

  async act({ deps, form }) {
    const text = searchText(form.get("q") ?? "");
    if (text === "") return { to: "/contacts" };
    const after = form.get("cursor");
    if (after !== null && !isUuid(after)) throw unknownCursor();
    const only = after === null ? await namedExactly(deps, text) : undefined;
    if (only) return { to: `/contacts/${only.id}` };
    const found = await searchContacts(deps.db, wantedBy(text), after);
    const page = found.slice(0, CONTACTS_A_PAGE);
    const last = found.length > CONTACTS_A_PAGE ? page.at(-1) : undefined;
    return {
      title: "Contacts found",
      body: html`${searchForm(text)}
        ${page.length === 0 ? nobody(after) : table(page)}
        ${page[0]?.areMore ? html`<p class="quiet">More may fit than are found: write more of the number or the name.</p>` : ""}
        ${last ? moreForm(text, last.id) : ""}`,
    };
  },
};

/** Whom a whole number or user id names. */
async function namedExactly({ db }: Visit["deps"], text: string) {
  const phone = parsePhone(text);
  const bsuid = parseBsuid(text);
  if (phone !== null) return findContact(db, { phone });
  return bsuid === null ? undefined : findContact(db, { bsuid });
}

function readListCursor(cursor: string): ListPosition {
  const [asOf, after] = cursor.split(".").map((place) => readCursor(place, isUuid));
  if (!asOf || !after) throw unknownCursor();
  return { asOf, after };
}

function searchForm(text: string): Html {
  return html`<form class="card" id="search-form" method="post" action="/console/contacts" role="search">
    <label for="q">Number, name, username, user id or ticket</label>
    <div class="row">
      <input id="q" name="q" type="search" value="${text}" maxlength="200" autocomplete="off" aria-describedby="q-help">
      <button class="main" id="search">Search</button>
    </div>
    <p class="quiet small" id="q-help">A number in any spelling, its beginning with the country code, or its last three digits or more; the beginnings of words of a name; a ticket's number.</p>
  </form>`;
}

function moreForm(text: string, cursor: string): Html {
  return html`<form class="pager" id="more" method="post" action="/console/contacts">
    <input type="hidden" name="q" value="${text}">
    <input type="hidden" name="cursor" value="${cursor}">
    <button>More contacts</button>
  </form>`;
}

function nobody(after: string | null): Html {
  return html`<p class="quiet">${after === null ? "Nobody fits." : "Nobody else fits."}</p>`;
}

function table(rows: ContactRow[]): Html {
  return html`<div class="card"><table class="stacks contacts">
    <thead><tr><th scope="col">Contact</th><th scope="col">Latest message</th><th scope="col">When</th></tr></thead>
    <tbody>${rows.map(line)}</tbody>
  </table></div>`;
}

function line(contact: ContactRow): Html {
  const { id, phone, latest, isErased } = contact;
  const name = isErased ? "Erased contact" : contactName(contact);
  return html`<tr id="c-${id}">
    <td><a dir="auto" href="/console/contacts/${id}">${name}</a>${phone && phone !== name ? html` <span class="quiet">${phone}</span>` : ""}
      <div>${contactBadges(contact)}</div></td>
    <td data-label="Latest">${latest ? latestMessage(latest, isErased) : html`<span class="quiet">No messages</span>`}</td>
    <td data-label="When">${latest ? time(new Date(latest.at)) : ""}</td>
  </tr>`;
}

function latestMessage(latest: NonNullable<ContactRow["latest"]>, isErased: boolean): Html {
  const isOurs = latest.direction === "outbound";
  const text = isErased ? "" : shorten(summary({ ...latest, body: saidText(latest) }), 90);
  return html`<span>${isOurs ? html`${tick(latest)} ` : ""}<span class="quiet">${isOurs ? "We:" : "They:"}</span> <span dir="auto">${text}</span></span>`;
}
