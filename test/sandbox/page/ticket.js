// A ticket as an agent sees it in Zendesk, with the sidebar beside it: /sandbox/ticket.html?id=1, or without an id a new one.
import { appFrame } from "./app-frame.js";
import { el, post, show } from "./dom.js";
import { drawInside } from "./tickets.js";

const id = new URLSearchParams(location.search).get("id");
const [title, place, apps, agents, schemes] = ["#title", "#ticket", "#apps", "#agent", "#scheme"].map(
  (selector) => document.querySelector(selector),
);

let desk = null;
const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
schemes.value = isDark ? "dark" : "light";
wear();

const app = appFrame({
  ticket: shownTicket,
  agent: () => desk?.agents.find(({ name }) => name === agents.value) ?? { name: agents.value },
  scheme: () => schemes.value,
});
agents.addEventListener("change", () => app.load());
schemes.addEventListener("change", () => {
  wear();
  app.tellScheme();
});

new EventSource("/sandbox/events").addEventListener("desk", ({ data }) => display(JSON.parse(data)));

function display(now) {
  const isFirst = desk === null;
  desk = now;
  const ticket = desk.tickets.find((one) => String(one.id) === id);
  if (isFirst) {
    agents.append(...desk.agents.map(({ name }) => el("option", {}, name)));
  }
  title.replaceChildren(
    ...(ticket
      ? [`#${ticket.id} `, el("bdi", {}, ticket.subject)]
      : [id ? `There is no ticket ${id} yet` : "A new ticket"]),
  );
  show(place, ticket ? [ticket] : [{ id: null }], (one) => one.id, drawTicket);
  if (id !== null && !ticket) return;
  if (app.frame.isConnected) return app.tell();
  apps.append(app.frame);
  app.load();
}

function drawTicket(ticket) {
  return ticket.id === null ? drawForm() : drawInside(ticket);
}

/** What an agent fills in to write to somebody first. */
function drawForm() {
  const field = (name, label, value, type = "text") =>
    el("label", {}, label, el("input", { name, value, type, required: name !== "tags" }));
  const form = el(
    "form",
    { className: "new", autocomplete: "off" },
    field("name", "Requester", "Ana Lima"),
    field("phone", "Their phone", "+1 415 555 0177", "tel"),
    field("subject", "Subject", "Your order"),
    field("text", "What is written", "Called about the order"),
    field("tags", "Tags, with spaces between", ""),
    el("button", {}, "Submit as new"),
  );
  form.addEventListener("change", () => app.tell());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const response = await post("ticket", Object.fromEntries(new FormData(form)));
    location.search = new URLSearchParams(await response.json());
  });
  return form;
}

function shownTicket() {
  const ticket = desk?.tickets.find((one) => String(one.id) === id);
  if (ticket) return { ...ticket, requester: { id: ticket.requesterId, name: ticket.requester } };
  const name = document.querySelector(".new [name=name]")?.value;
  return { id: null, status: "new", tags: [], comments: [], requester: name && { id: name, name } };
}

function wear() {
  document.documentElement.dataset.scheme = schemes.value;
}
