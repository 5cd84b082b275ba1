import { html } from "hono/html";
import type { Html, Visitor } from "../page.ts";

/** What an admin can press; to everybody else, the sentence that says who can. The page's `needsAdmin` is what keeps it. */
export function adminsAlone({ role }: Visitor, button: Html | "", says: string): Html | "" {
  if (role === "admin") return button;
  return says === "" ? "" : html`<span class="quiet small">${says}</span>`;
}
