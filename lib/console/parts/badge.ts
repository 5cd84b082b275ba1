import { html } from "hono/html";
import type { Html } from "../page.ts";

/** A word with a colour that says whether it is good news; the word says it as well. */
export function badge(tone: "good" | "warn" | "bad" | "quiet", text: string): Html {
  return html`<span class="badge ${tone}">${text}</span>`;
}
