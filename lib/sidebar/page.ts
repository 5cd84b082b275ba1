import { html } from "hono/html";
import type { Answer } from "../http/answer.ts";
import { redirected } from "../http/upstream.ts";
import type { Deps } from "../ports.ts";
import type { GivenBearer } from "./bearer.ts";
import type { SidebarSettings } from "./configured.ts";

/** Zendesk's own SDK, at its official address. */
const SDK = "https://static.zdassets.com/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js";

/** The page that Zendesk shows beside a ticket. It knows its agent by a bearer that stands in it, and nothing else of anybody. */
export function sidebarPage(
  { env }: Pick<Deps, "env">,
  settings: SidebarSettings,
  given: GivenBearer,
): Answer {
  // The sandbox's stand-in of it.
  const sdk = redirected(SDK, env.upstreamOrigin);
  const body = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Tickline</title>
    <link rel="stylesheet" href="/sidebar/sidebar.css">
    <script src="${sdk}" defer></script>
    <script type="module" src="/sidebar/sidebar.js"></script>
  </head>
  <body>
    <main id="sidebar" tabindex="-1" aria-busy="true" data-bearer="${given.bearer}">
      <h1 class="unseen">Tickline</h1>
      <noscript><p class="notice">Tickline's sidebar needs JavaScript.</p></noscript>
      <p id="said" class="notice good" role="status"></p>
      <p id="failed" class="notice bad" role="alert"></p>
      <button id="retry" type="button" hidden>Try again</button>
      <section id="customer" aria-label="Customer"></section>
      ${SECTIONS.map(section)}
    </main>
  </body>
</html>
`;
  return {
    status: 200,
    body: String(body),
    contentType: "text/html; charset=utf-8",
    outcome: "shown",
    message: "Sidebar: page",
    headers: safety(new URL(sdk).origin, ancestors(env, settings)),
  };
}

/** What the page fills, where there is anything to fill it with. */
const SECTIONS = [
  { id: "waiting", title: "Waits" },
  { id: "templates", title: "Send a template" },
  { id: "answers", title: "Answers" },
  { id: "files", title: "Files that wait" },
];

function section({ id, title }: (typeof SECTIONS)[number]) {
  return html`<section id="${id}" aria-labelledby="${id}-title" hidden>
        <h2 id="${id}-title">${title}</h2>
        <div class="filled"></div>
      </section>
      `;
}

/** Our own files and Zendesk's SDK alone; nothing inline, and in a frame of our own Zendesk's only. */
function safety(sdkOrigin: string, frameAncestors: string): Record<string, string> {
  return {
    "content-security-policy":
      `default-src 'none'; script-src 'self' ${sdkOrigin}; style-src 'self'; img-src 'self'; connect-src 'self'; ` +
      `form-action 'none'; base-uri 'none'; frame-ancestors ${frameAncestors}`,
    // Not "no-referrer": the page's own calls would then come without their Origin.
    "referrer-policy": "same-origin",
  };
}

/** Where upstreams are simulated, which is on loopback only, so is Zendesk's interface. */
function ancestors({ upstreamOrigin }: Deps["env"], { subdomain }: SidebarSettings): string {
  const zendesk = `https://${subdomain}.zendesk.com`;
  return upstreamOrigin ? `${zendesk} http://127.0.0.1:* http://localhost:*` : zendesk;
}
