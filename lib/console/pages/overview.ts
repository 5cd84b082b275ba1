import { html } from "hono/html";
import type { Page } from "../page.ts";

/** How messages come and go, and what needs somebody. */
export const overview: Page = {
  path: "/",
  async show() {
    return { title: "Overview", isLive: true, body: html`<p class="quiet">Nothing is counted yet.</p>` };
  },
};
