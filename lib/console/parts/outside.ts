import { html } from "hono/html";
import type { Html } from "../page.ts";

/** A link that leads out of the console; the text alone where there is no address. */
export function outside(address: string | null, text: string): Html | string {
  return address ? html`<a href="${address}" rel="noreferrer">${text}</a>` : text;
}
