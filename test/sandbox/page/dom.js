/** An element with properties and children; text is always set as text. `data-*`, `aria-*` and `role` become attributes. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** One of the icons that the page defines, with words for those who do not see it. */
export function icon(name, className, words) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#${name}`);
  svg.append(use);
  return el("span", { className, role: "img", "aria-label": words, title: words }, svg);
}

const drawn = new WeakMap();

/**
 * Makes a container show these items in this order. An item that looks as before keeps its element, so that nothing
 * flickers, an opened ticket stays open and the keyboard's focus stays where it is.
 */
export function show(container, items, keyOf, draw) {
  const before = drawn.get(container) ?? new Map();
  const after = new Map();
  const focused = document.activeElement?.dataset.focus;
  for (const item of items) {
    const look = JSON.stringify(item);
    const old = before.get(keyOf(item));
    const element = old?.look === look ? old.element : draw(item);
    if (old && old.element !== element && old.element.open !== undefined) element.open = old.element.open;
    after.set(keyOf(item), { look, element });
  }
  drawn.set(container, after);
  const elements = [...after.values()].map(({ element }) => element);
  const same =
    elements.length === container.childElementCount &&
    elements.every((one, i) => container.children[i] === one);
  if (!same) container.replaceChildren(...elements);
  if (focused && document.activeElement === document.body) {
    container.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  }
}

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** A moment as the page writes it, to the second; empty when there is none. */
export function clock(moment) {
  return moment ? CLOCK.format(new Date(moment)) : "";
}

/** Asks the sandbox to do something; what came of it arrives with the events. */
export async function act(path, body = {}) {
  await post(path, body);
}

/** Asks the sandbox for something. */
export function post(path, body) {
  return fetch(`/sandbox/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}
