import { html } from "hono/html";
import { noticeIn } from "./notices.ts";
import type { Html, Shown, Visitor } from "./page.ts";

const PLACES = [
  ["", "Overview"],
  ["/contacts", "Contacts"],
  ["/conversations", "Conversations"],
  ["/batches", "Batches"],
  ["/templates", "Templates"],
  ["/unconfirmed", "Unconfirmed"],
  ["/recovery", "Recovery"],
  ["/tasks", "Tasks"],
  ["/audit", "Audit trail"],
  ["/setup", "Setup"],
] as const;

/** A page with the console's frame around it; the menu is for whoever may go there. */
export function layout(
  { title, body, isLive }: Shown,
  { query, visitor }: { query: URLSearchParams; visitor: Visitor | null },
): Html {
  const here = `/${query.getAll("page").at(-1) ?? ""}`;
  const notice = noticeIn(query);
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title} · Tickline</title>
    <link rel="icon" href="/console/icon.svg">
    <link rel="stylesheet" href="/console/console.css">
    <script type="module" src="/console/live.js"></script>
  </head>
  <body>
    <a class="skip" href="#main">Skip to the content</a>
    <header class="top">
      <a class="brand" href="/console">Tickline</a>
      ${visitor ? html`<nav aria-label="Pages">${PLACES.map(([path, name]) => place(path, name, here))}</nav>${who(visitor)}` : ""}
    </header>
    <main id="main" tabindex="-1"${isLive ? html` data-live` : ""}>
      <h1>${title}</h1>
      ${notice ? html`<p class="notice" role="status">${notice}</p>` : ""}
      ${body}
    </main>
  </body>
</html>
`;
}

function place(path: string, name: string, here: string): Html {
  const isHere = path === "" ? here === "/" : here === path || here.startsWith(`${path}/`);
  return html`<a href="/console${path}"${isHere ? html` aria-current="page"` : ""}>${name}</a>`;
}

/** Whoever showed the password has no name, and nothing to end: a browser sends it until it is closed. */
function who({ actor, role }: Visitor): Html | "" {
  if (actor.by !== "console") return "";
  return html`<form class="who" method="post" action="/console/sign-out">
        <span title="${actor.name}, ${role}">${actor.name}, <span class="quiet">${role}</span></span> <button>Sign out</button>
      </form>`;
}
