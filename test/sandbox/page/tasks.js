import { clock, el, show } from "./dom.js";

const rows = document.querySelector("#tasks");
const count = document.querySelector("#tasks-count");
const empty = document.querySelector("#tasks-empty");
const pauseList = document.querySelector("#pauses");

let tasks = [];
let pauses = [];

/** Shows what is owed to the upstreams, what is dead, and which upstream rests. */
export function showTasks(section) {
  tasks = section.rows;
  pauses = section.pauses;
  const dead = tasks.filter(({ deadAt }) => deadAt).length;
  count.textContent = `${section.done} done, ${tasks.length - dead} waiting, ${dead} dead`;
  empty.hidden = tasks.length > 0;
  rows.closest("table").hidden = tasks.length === 0;
  draw();
}

// Only the countdowns change by themselves.
setInterval(draw, 1000);

function draw() {
  const resting = pauses
    .map((pause) => ({ ...pause, seconds: secondsUntil(pause.pausedUntil) }))
    .filter(({ seconds }) => seconds > 0);
  const timed = tasks.map((task) => ({ ...task, due: dueWords(task, resting) }));
  show(rows, timed, ({ id }) => id, drawTask);
  show(pauseList, resting, ({ upstream }) => upstream, drawPause);
}

function drawPause({ upstream, reason, seconds }) {
  const name = upstream.charAt(0).toUpperCase() + upstream.slice(1);
  const waiting = tasks.filter((task) => task.upstream === upstream && !task.deadAt).length;
  return el(
    "li",
    { title: reason },
    `Tickline leaves ${name} alone for another ${seconds} s, ${waiting} waiting`,
  );
}

function drawTask({ kind, upstream, due, attempts, lastError, deadAt }) {
  const state = deadAt ? el("span", { className: "pill dead" }, "dead") : due;
  return el(
    "tr",
    {},
    el("td", {}, kind),
    el("td", { className: "soft" }, upstream ?? ""),
    el("td", { className: "time" }, state, deadAt ? ` since ${clock(deadAt)}` : ""),
    el("td", { "data-label": "attempts" }, String(attempts)),
    el("td", { className: "text" }, lastError ? el("span", { className: "error" }, lastError) : ""),
  );
}

function dueWords({ dueAt, attempts, lastError, upstream }, resting) {
  if (resting.some((pause) => pause.upstream === upstream)) return "after the pause";
  const seconds = secondsUntil(dueAt);
  if (seconds <= 0) return "now";
  return attempts > 0 && !lastError ? "running" : `in ${seconds} s`;
}

function secondsUntil(moment) {
  return Math.ceil((new Date(moment) - Date.now()) / 1000);
}
