// Makes a page of the console live, and shows times in the visitor's own zone. Without this file everything works by reloading.

const OFTEN_MS = 2000;
const SELDOM_MS = 10_000;
/** What a form did is said for so long, counted from when the page was asked for. */
const NOTICE_MS = 15_000;
/** So many answers without news, and the page asks less often. */
const PATIENCE = 60;

const main = document.querySelector("main");
const date = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "full" });
let quietRounds = 0;

showLocalTimes(main);
if (main.hasAttribute("data-live")) watch();

async function watch() {
  // What came while the page was on its way here is shown by the first round.
  for (let last = null; ; ) {
    const now = document.hidden ? null : await read();
    if (now !== null) {
      quietRounds = now === last ? quietRounds + 1 : 0;
      if (now !== last && !isBusy()) {
        show(now);
        last = now;
      }
    }
    await pause(quietRounds > PATIENCE ? SELDOM_MS : OFTEN_MS);
    if (document.hidden) await visible();
  }
}

/** The page as it is now; null when it cannot be had, which the next round may mend. */
async function read() {
  try {
    const response = await fetch(location.href, { headers: { accept: "text/html" } });
    // The session is over: the page says so, and asks to sign in.
    if (response.status === 401 && !isBusy()) location.reload();
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

/** Puts what changed in place, part by part, so that nothing jumps: what is opened stays open, what has the focus keeps it. */
function show(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  if (!fresh) return;
  showLocalTimes(fresh);
  if (performance.now() > NOTICE_MS) for (const notice of fresh.querySelectorAll(".notice")) notice.remove();
  for (const opened of main.querySelectorAll("details[open][id]"))
    fresh.querySelector(`#${CSS.escape(opened.id)}`)?.setAttribute("open", "");
  const focused = document.activeElement?.id;
  merge(main, fresh);
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
}

/** Makes `old` like `fresh`. Each element that is in both, by its id or else by its place, stays: a voice message plays on. */
function merge(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.data = fresh.data;
    return;
  }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes)
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);

  const staying = new Set([...fresh.children].map(({ id }) => id));
  for (const child of [...old.children]) if (child.id && !staying.has(child.id)) child.remove();
  const known = new Map([...old.children].filter(({ id }) => id).map((child) => [child.id, child]));
  let place = old.firstChild;
  const drop = () => {
    const next = place.nextSibling;
    place.remove();
    place = next;
  };
  for (const child of [...fresh.childNodes]) {
    const namesake = child.id ? known.get(child.id) : undefined;
    while (namesake && place && place !== namesake && !place.id) drop();
    const kept = namesake ?? (isAlike(place, child) ? place : null);
    if (kept === null || kept.nodeName !== child.nodeName) old.insertBefore(child, place);
    else {
      if (kept === place) place = place.nextSibling;
      else old.insertBefore(kept, place);
      merge(kept, child);
    }
  }
  while (place) drop();
}

/** Whether one without an id can become the other. */
function isAlike(old, fresh) {
  return old !== null && old.nodeName === fresh.nodeName && !old.id && !fresh.id;
}

/** Somebody types, or has chosen text to copy. */
function isBusy() {
  const { activeElement } = document;
  const types =
    activeElement?.matches("input:not([type=hidden]), textarea, select") && activeElement.value !== "";
  return types || (getSelection()?.type === "Range" && main.contains(getSelection().anchorNode));
}

function showLocalTimes(root) {
  for (const time of root.querySelectorAll("time[datetime]"))
    time.textContent = (time.matches(".clock") ? clock : date).format(new Date(time.dateTime));
  showLocalDays(root);
}

/** A chat's lines between days, where the visitor's own days begin. */
function showLocalDays(root) {
  for (const line of root.querySelectorAll("li.day")) line.remove();
  let before;
  for (const time of root.querySelectorAll("li.bubble summary time")) {
    const at = new Date(time.dateTime);
    const id = `day-${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`;
    if (id === before) continue;
    before = id;
    const line = Object.assign(document.createElement("li"), {
      id,
      className: "day",
      textContent: day.format(at),
    });
    time.closest("li").before(line);
  }
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function visible() {
  return new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
}
