// A ticket as an agent sees it in Zendesk, with the sidebar beside it: /sandbox/ticket.html?id=1, or without an id a new one.
import { appFrame } from "./app-frame.js";
import { el, show } from "./dom.js";
import { drawInside } from "./tickets.js";

const id = new URLSearchParams(location.search).get("id");
const [title, place, apps, agents, requesters, schemes] = [
  "#title",
  "#ticket",
  "#apps",
  "#agent",
  "#requester",
  "#scheme",
].map((selector) => document.querySelector(selector));

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
requesters.addEventListener("change", () => app.tell());
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
    offer(agents, desk.agents);
    offer(requesters, desk.customers);
    requesters.parentElement.hidden = id !== null;
  }
  title.textContent = ticket
    ? `#${ticket.id} ${ticket.subject}`
    : id
      ? `There is no ticket ${id} yet`
      : "A new ticket";
  show(place, ticket ? [ticket] : [{ id: null }], (one) => one.id, drawTicket);
  if (id !== null && !ticket) return;
  if (app.frame.isConnected) return app.tell();
  apps.append(app.frame);
  app.load();
}

function drawTicket(ticket) {
  return ticket.id === null
    ? el(
        "p",
        { className: "empty" },
        "Not submitted yet. What the sidebar shows beside it stands on the right.",
      )
    : drawInside(ticket);
}

function shownTicket() {
  const ticket = desk?.tickets.find((one) => String(one.id) === id);
  const chosen = desk?.customers.find(({ name }) => name === requesters.value);
  return ticket
    ? { ...ticket, requester: { id: ticket.requesterId, name: ticket.requester } }
    : { id: null, status: "new", tags: [], comments: [], requester: chosen };
}

function offer(select, people) {
  select.append(...people.map(({ name }) => el("option", {}, name)));
}

function wear() {
  document.documentElement.dataset.scheme = schemes.value;
}
