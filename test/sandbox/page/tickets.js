import { answerForm } from "./answer.js";
import { act, clock, el, show } from "./dom.js";

const list = document.querySelector("#tickets");
const count = document.querySelector("#tickets-count");

/** What each action makes of a ticket. */
const AFTER = { solve: "solved", pending: "pending", reopen: "open", close: "closed" };

/** Shows the simulated Zendesk's tickets, newest first. */
export function showTickets(tickets) {
  count.textContent = tickets.length > 0 ? String(tickets.length) : "";
  const shown = tickets.length > 0 ? tickets : [{ id: 0 }];
  show(list, shown, ({ id }) => id, drawTicket);
}

function drawTicket(ticket) {
  if (ticket.id === 0) {
    return el(
      "p",
      { className: "empty" },
      "None yet. A customer's first message opens one, the next ones are its comments.",
    );
  }
  return el(
    "details",
    { className: "ticket", open: ticket.status !== "closed" },
    el(
      "summary",
      { "data-focus": `ticket-${ticket.id}` },
      el("span", { className: "number" }, `#${ticket.id}`),
      el("b", { dir: "auto" }, ticket.subject),
      el("span", { className: `pill ${ticket.status}` }, ticket.status),
      el("span", { className: "requester", dir: "auto" }, ticket.requester),
    ),
    el(
      "p",
      { className: "beside" },
      el("a", { href: `/sandbox/ticket.html?id=${ticket.id}` }, "Open with the sidebar"),
    ),
    drawInside(ticket),
  );
}

/** What a ticket says, and what agents can do to it. */
export function drawInside(ticket) {
  return el(
    "div",
    { className: "inside" },
    drawTags(ticket),
    ...ticket.comments.map(drawComment),
    ticket.status === "closed" ? null : answerForm(ticket),
    el("div", { className: "actions" }, ...drawActions(ticket)),
  );
}

function drawTags({ tags, followUpOf }) {
  const words = followUpOf ? [`follow-up of #${followUpOf}`, ...tags] : tags;
  return el(
    "div",
    { className: "tags", "aria-label": "Tags" },
    ...words.map((word) => el("span", { className: "tag" }, word)),
  );
}

function drawComment({ author, role, body, public: isPublic, at, attachments, rang }) {
  return el(
    "article",
    { className: `comment ${role}${isPublic ? "" : " internal"}` },
    el(
      "header",
      {},
      el("span", {}, el("bdi", {}, el("b", {}, author)), `, ${role}`),
      isPublic ? null : el("span", { className: "pill note" }, "internal note"),
      el("time", {}, clock(at)),
    ),
    body ? el("p", { dir: "auto" }, body) : null,
    attachments.length > 0
      ? el("div", { className: "attachments" }, ...attachments.map(drawAttachment))
      : null,
    rang.length > 0 ? el("small", { className: "rang" }, rangWords(rang)) : null,
  );
}

function rangWords(rang) {
  return `The webhook answered ${rang.map((status) => status || "nothing").join(", then ")}`;
}

function drawAttachment({ name, url, isImage }) {
  const content = isImage ? el("img", { src: url, alt: name }) : name;
  return el("a", { href: url, target: "_blank", rel: "noopener", title: name }, content);
}

function drawActions({ id, status }) {
  // A closed ticket stays closed: what the customer writes next opens a follow-up.
  if (status === "closed") return [];
  const button = (action, label) =>
    el(
      "button",
      {
        type: "button",
        disabled: AFTER[action] === status,
        onclick: () => act(`tickets/${id}/${action}`),
        "data-focus": `${action}-${id}`,
        "aria-label": `${label} ticket ${id}`,
      },
      label,
    );
  return [
    button("solve", "Solve"),
    button("pending", "Pending"),
    button("reopen", "Reopen"),
    button("close", "Close"),
  ];
}
