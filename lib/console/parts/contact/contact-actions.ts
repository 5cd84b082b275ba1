import { html } from "hono/html";
import type { Contact } from "../../../db/messages/history.ts";
import type { Html, Visitor } from "../../page.ts";
import { adminsAlone } from "../admins-alone.ts";
import { languageForm } from "./contact-language.ts";

/** What the team can do about a contact; each form may be sent twice. */
export function contactActions(contact: Contact, visitor: Visitor): Html {
  const { id, blockedAt, optedOut, optOutReason, smsOptOutReason } = contact;
  const wroteStop = optOutReason === "stop" || smsOptOutReason === "stop";
  const { whatsapp, sms } = optedOut;
  return html`<section class="card"><h2>Actions</h2>
    <div class="row">
      ${adminsAlone(visitor, blockedAt ? button(id, "unblock", "Unblock") : button(id, "block", "Block"), "")}
      ${(whatsapp || sms) && !wroteStop ? button(id, "opt-in", "Opt in again") : ""}
      ${whatsapp && sms ? "" : button(id, "opt-out", "Opt out")}
      ${adminsAlone(visitor, html`<a class="button" href="/console/contacts/${id}/erase">Erase …</a>`, "Blocking and erasing take an admin.")}
    </div>
    ${languageForm(contact)}
    ${
      wroteStop
        ? html`<details id="opt-in"><summary>Opt in again</summary>
      <p>They wrote STOP themselves: opt them in only if they asked for it.</p>
      ${button(id, "opt-in", "Opt in again")}
    </details>`
        : ""
    }
    <p class="quiet small">Blocked: what they write is logged, makes no ticket, and nothing is sent to them.
      Opted out: nothing is sent to them, as if they had written STOP on WhatsApp and by SMS; what they write makes tickets.</p>
    <p>${auditLink(id)}</p>
  </section>`;
}

function button(id: string, action: string, text: string): Html {
  return html`<form id="form-${action}" method="post" action="/console/contacts/${id}/${action}"><button id="${action}">${text}</button></form>`;
}

/** Leads to what was done to a contact, and by whom. */
export function auditLink(id: string): Html {
  return html`<a href="/console/audit?subject=contact:${id}">What was done to this contact</a>`;
}
