// Makes a page of the console live, and shows times in the visitor's own zone. Without this file everything works by reloading.

const OFTEN_MS = 2000;
const SELDOM_MS = 10_000;
/** So many answers without news, and the page asks less often. */
const PATIENCE = 60;

const main = document.querySelector("main");
const zone = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
let quietRounds = 0;

showLocalTimes(main);
if (main.hasAttribute("data-live")) watch();

async function watch() {
  let last = await read();
  for (;;) {
    await pause(quietRounds > PATIENCE ? SELDOM_MS : OFTEN_MS);
    if (document.hidden) await visible();
    const now = await read();
    if (now === null) continue;
    quietRounds = now === last ? quietRounds + 1 : 0;
    if (now === last || isBusy()) continue;
    show(now);
    last = now;
  }
}

/** The page as it is now; null when it cannot be had, which the next round may mend. */
async function read() {
  try {
    const response = await fetch(location.href, { headers: { accept: "text/html" } });
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
  for (const notice of fresh.querySelectorAll(".notice")) notice.remove();
  for (const opened of main.querySelectorAll("details[open][id]"))
    fresh.querySelector(`#${CSS.escape(opened.id)}`)?.setAttribute("open", "");
  const focused = document.activeElement?.id;
  merge(main, fresh);
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
}

function merge(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  const [before, after] = [[...old.childNodes], [...fresh.childNodes]];
  if (
    old.nodeName !== fresh.nodeName ||
    old.nodeType !== Node.ELEMENT_NODE ||
    before.length !== after.length
  ) {
    if (old === main) old.replaceChildren(...after);
    else old.replaceWith(fresh);
    return;
  }
  if (old !== main) {
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) old.setAttribute(name, value);
  }
  if (before.length === 0) return;
  for (const [index, child] of before.entries()) {
    if (child.nodeType === Node.TEXT_NODE && after[index].nodeType === Node.TEXT_NODE)
      child.data = after[index].data;
    else merge(child, after[index]);
  }
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
    time.textContent = zone.format(new Date(time.dateTime));
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function visible() {
  return new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
}
