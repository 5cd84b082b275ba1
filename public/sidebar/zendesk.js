// What Zendesk's own SDK tells of the ticket beside the page.

const TOLD = ["ticket.id", "ticket.requester", "currentUser"];
const NEWS = ["ticket.status.changed", "ticket.requester.id.changed", "ticket.comments.changed"];
const HANDSHAKE_LASTS_MS = 15_000;
/** Beyond that the page scrolls. */
const TALLEST_PX = 1_000;

/** The SDK's client; null where the page is not in Zendesk, or Zendesk's script did not come. */
export function connect() {
  return globalThis.ZAFClient?.init() || null;
}

/** The ticket beside the page, and who looks at it. @throws {Error} when Zendesk does not say */
export async function readTicket(client) {
  const told = await within(client.get(TOLD));
  const id = told["ticket.id"];
  return {
    ticketId: id === undefined || id === null ? null : String(id),
    requester: told["ticket.requester"]?.name ?? null,
    locale: told.currentUser?.locale ?? null,
  };
}

/** Calls `changed` whenever something about the ticket did, and `seen` with whether the agent looks at it. */
export function watchTicket(client, { changed, seen }) {
  for (const event of NEWS) client.on(event, changed);
  client.on("app.activated", () => seen(true));
  client.on("app.deactivated", () => seen(false));
}

/** The page is light or dark as Zendesk is; where Zendesk does not say, as the browser is. */
export async function followColours(client) {
  wear(new URLSearchParams(location.search).get("colorScheme"));
  if (!client) return;
  client.on("colorScheme.changed", wear);
  const told = await within(client.get("colorScheme")).catch(() => ({}));
  wear(told.colorScheme);
}

function wear(scheme) {
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.scheme = scheme;
}

/** Zendesk's frame is as tall as the page. */
export function followHeight(client, page) {
  let last = 0;
  new ResizeObserver(() => {
    const height = Math.min(Math.ceil(page.getBoundingClientRect().height), TALLEST_PX);
    if (height === last) return;
    last = height;
    client.invoke("resize", { width: "100%", height: `${height}px` })?.catch?.(() => {});
  }).observe(page);
}

function within(promise) {
  return Promise.race([
    promise,
    new Promise((_, reject) => {
      setTimeout(() => reject(new Error("Zendesk does not say which ticket this is.")), HANDSHAKE_LASTS_MS);
    }),
  ]);
}
