import { clock, el, show } from "./dom.js";

const rows = document.querySelector("#log");
const count = document.querySelector("#log-count");
const empty = document.querySelector("#log-empty");

/** Shows the contact log, newest first. */
export function showLog(log) {
  count.textContent = log.length > 0 ? String(log.length) : "";
  empty.hidden = log.length > 0;
  rows.closest("table").hidden = log.length === 0;
  show(rows, log, ({ id }) => id, drawRow);
}

function drawRow(row) {
  const inbound = row.direction === "inbound";
  const error = [row.errorCode, row.errorMessage].filter(Boolean).join(": ");
  const arrow = el("span", { "aria-hidden": "true" }, inbound ? "→" : "←");
  return el(
    "tr",
    {},
    el("td", { className: "time" }, clock(row.createdAt)),
    el(
      "td",
      { className: `arrow ${row.direction}`, title: row.direction },
      arrow,
      el("span", { className: "unseen" }, row.direction),
    ),
    el(
      "td",
      {},
      row.contact ?? "not ours",
      row.channel ? el("span", { className: "soft" }, ` ${row.channel}`) : null,
    ),
    el(
      "td",
      { className: "text" },
      row.body ? el("span", { className: "line", dir: "auto", title: row.body }, row.body) : null,
      el("span", { className: "soft" }, row.ticketId ? `${row.kind}, ticket #${row.ticketId}` : row.kind),
      error ? el("span", { className: "error" }, error) : null,
    ),
    el("td", {}, el("span", { className: `pill ${row.status}` }, row.status)),
    drawMoment("sent", row.sentAt),
    drawMoment("delivered", row.deliveredAt),
    drawMoment("read", row.readAt),
    drawMoment("failed", row.failedAt),
  );
}

function drawMoment(label, moment) {
  return el("td", { className: "time", "data-label": label }, clock(moment));
}
