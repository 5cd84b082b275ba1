/** An element with properties and children; text is always set as text. `data-*`, `aria-*`, `role` and `for` become attributes. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role" || name === "for") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const drawn = new WeakMap();

/**
 * Makes a container show these items in this order. An item that looks as before keeps its element, so that nothing flickers and what has
 * the focus keeps it; in one that is drawn anew, what has the same `data-focus` gets it.
 */
export function show(container, items, keyOf, draw) {
  const before = drawn.get(container) ?? new Map();
  const after = new Map();
  const focused = document.activeElement?.dataset.focus;
  for (const item of items) {
    const look = JSON.stringify(item);
    const old = before.get(keyOf(item));
    after.set(keyOf(item), old?.look === look ? old : { look, element: draw(item) });
  }
  drawn.set(container, after);
  const elements = [...after.values()].map(({ element }) => element);
  for (const child of [...container.children]) if (!elements.includes(child)) child.remove();
  elements.forEach((element, place) => {
    if (container.children[place] !== element)
      container.insertBefore(element, container.children[place] ?? null);
  });
  if (focused && document.activeElement === document.body)
    container.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
}

/** A button that does nothing while what it did is not answered yet; it keeps the focus meanwhile. */
export function button(label, act, properties = {}) {
  const made = el("button", { type: "button", ...properties }, label);
  made.addEventListener("click", () => whileBusy(made, act));
  return made;
}

/** Runs `act` unless it still runs from the press before. */
export async function whileBusy(pressed, act) {
  if (pressed.getAttribute("aria-disabled") === "true") return;
  pressed.setAttribute("aria-disabled", "true");
  try {
    await act();
  } finally {
    pressed.removeAttribute("aria-disabled");
  }
}
