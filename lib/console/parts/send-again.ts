import { html } from "hono/html";
import type { Html } from "../page.ts";

/** Sends a message again of which nobody knows whether it was sent. What it names is this one time, so it may be pressed twice. */
export function sendAgainButton({
  id,
  contactId,
  unconfirmedSince,
}: {
  id: string;
  contactId: string;
  unconfirmedSince: string;
}): Html {
  return html`<form id="form-send-again-${id}" method="post" action="/console/contacts/${contactId}/send-again">
    <input type="hidden" name="message" value="${id}">
    <input type="hidden" name="unconfirmed-since" value="${unconfirmedSince}">
    <button id="send-again-${id}">Send again</button>
  </form>`;
}
