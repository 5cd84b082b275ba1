import { el, show } from "./dom.js";

const lines = document.querySelector("#lines");
const tabs = document.querySelector("#customers");

const LINES = [
  { provider: "twilio", label: "Through Twilio" },
  { provider: "meta", label: "Through Meta" },
];

let people = [];
let provider = LINES[0].provider;
let changed = () => {};
/** Whose phone was last in hand, by provider. */
const last = {};

/** Sets whose phones there are, and what is to happen when another one is taken in hand. */
export function setPeople(list, onChange) {
  people = list;
  changed = onChange;
  for (const one of list) last[one.provider] ??= one.id;
}

/** The customer whose phone is in hand; undefined before anybody is known. */
export function current() {
  return people.find(({ id }) => id === last[provider]);
}

/** Shows the providers and the customers of the chosen one, with the number of replies that each has not seen. */
export function drawPeople(unreadOf) {
  const counted = people.map((one) => ({ ...one, unread: unreadOf(one.id), selected: one === current() }));
  const away = (name) => counted.filter((one) => one.provider === name && name !== provider);
  const unread = (name) => away(name).reduce((sum, one) => sum + one.unread, 0);
  const lineItems = LINES.map((one) => ({
    ...one,
    unread: unread(one.provider),
    selected: one.provider === provider,
  }));
  show(lines, lineItems, (one) => one.provider, drawLine);
  const own = counted.filter((one) => one.provider === provider);
  show(tabs, own, ({ id }) => id, drawTab);
}

tabs.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const own = people.filter((one) => one.provider === provider);
  choose(own.at((own.indexOf(current()) + step) % own.length).id);
  tabs.querySelector("[aria-selected=true]").focus();
});

function choose(id) {
  last[provider] = id;
  changed();
}

function drawLine({ provider: name, label, selected, unread }) {
  const onclick = () => {
    provider = name;
    changed();
  };
  return el(
    "button",
    { type: "button", "aria-pressed": String(selected), "data-focus": `line-${name}`, onclick },
    label,
    drawUnread(unread),
  );
}

function drawTab({ id, name, note, address, username, selected, unread }) {
  return el(
    "button",
    {
      type: "button",
      role: "tab",
      title: username ? `@${username}, ${address}` : address,
      tabIndex: selected ? 0 : -1,
      "aria-selected": String(selected),
      "aria-controls": "chat",
      "data-focus": `tab-${id}`,
      onclick: () => choose(id),
    },
    name,
    drawUnread(unread),
    el("small", {}, note),
  );
}

function drawUnread(count) {
  return count > 0
    ? el("span", { className: "unread", "aria-label": `${count} unread` }, String(count))
    : null;
}
