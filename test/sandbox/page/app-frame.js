// Zendesk's side of an app beside a ticket: the frame, the signed POST that fills it, and the answers to what the app asks.
import { el, post } from "./dom.js";

const APP_GUID = "sandbox-tickline";

/**
 * A frame that shows the sidebar, for an agent who looks at what `ticket()` says: `{ id, status, requester, comments }`, the id null
 * while the ticket is new.
 */
export function appFrame({ ticket, agent, scheme }) {
  const frame = el("iframe", { name: "tickline", title: "Tickline, beside the ticket", className: "app" });
  const listened = new Set();
  let told = looks(ticket());

  window.addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== location.origin || typeof data !== "string") return;
    const { key, id, request, params } = JSON.parse(data);
    if (key === "iframe.handshake")
      return send("zaf.app.registered", { metadata: { appId: 1 }, context: { location: place() } });
    if (key?.startsWith("iframe.on:")) return listened.add(key.slice("iframe.on:".length));
    if (request === "get") return reply(id, get(params));
    if (request === "invoke") return reply(id, invoke(params));
  });

  const place = () => (ticket().id === null ? "new_ticket_sidebar" : "ticket_sidebar");
  const tell = (message) => frame.contentWindow?.postMessage(JSON.stringify(message), location.origin);
  const send = (key, message) => tell({ key, message });
  const reply = (id, result) => tell({ id, result });

  function get(paths) {
    const { id, requester, status, tags } = ticket();
    const known = {
      "ticket.id": id ?? undefined,
      "ticket.requester": requester,
      "ticket.status": status,
      "ticket.tags": tags,
      currentUser: { ...agent(), role: "agent", locale: "en-GB" },
      colorScheme: scheme(),
    };
    const errors = paths.filter((path) => !(path in known)).map((path) => [path, { message: "No such Api" }]);
    return {
      ...Object.fromEntries(paths.map((path) => [path, known[path]])),
      errors: Object.fromEntries(errors),
    };
  }

  function invoke({ resize: [size] = [] }) {
    if (size?.height) frame.style.height = size.height;
    return { errors: {} };
  }

  function emit(name, message) {
    if (listened.has(name)) send(`zaf.${name}`, message);
  }

  return {
    frame,
    /** Loads the page as Zendesk does: by a form with a signed token. */
    async load() {
      listened.clear();
      const response = await post("app-token", { agent: agent().name, location: place() });
      const { token } = await response.json();
      const query = new URLSearchParams({
        origin: location.origin,
        app_guid: APP_GUID,
        colorScheme: scheme(),
      });
      const form = el("form", {
        method: "post",
        action: `/zendesk/app?${query}`,
        target: frame.name,
        hidden: true,
      });
      form.append(el("input", { name: "token", value: token }));
      document.body.append(form);
      form.submit();
      form.remove();
    },
    /** Tells the app what changed since it was told last. */
    tell() {
      const now = looks(ticket());
      for (const [name, value] of Object.entries(now)) if (value !== told[name]) emit(name, value);
      told = now;
    },
    /** Zendesk turned light or dark. */
    tellScheme: () => emit("colorScheme.changed", scheme()),
  };
}

const looks = ({ status, requester, comments }) => ({
  "ticket.status.changed": status,
  "ticket.requester.id.changed": requester?.id,
  "ticket.comments.changed": comments.length,
});
