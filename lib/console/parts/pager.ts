import { html } from "hono/html";
import type { Html } from "../page.ts";

/** The way to the rest of a list, and back to its beginning. `path` is below /console, `query` what else stands in the address. */
export function pager(
  path: string,
  {
    cursor,
    next,
    query = {},
  }: { cursor: string | null; next: string | null; query?: Record<string, string> },
): Html {
  const to = (more: Record<string, string>) => {
    const words = new URLSearchParams({ ...query, ...more }).toString();
    return `/console${path}${words && `?${words}`}`;
  };
  return html`<nav class="pager" aria-label="More of the list">
    ${cursor ? html`<a class="button" href="${to({})}">First page</a>` : ""}
    ${next ? html`<a class="button" href="${to({ cursor: next })}" rel="next">Next page</a>` : ""}
  </nav>`;
}
