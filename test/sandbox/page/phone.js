import { act, clock, el, icon, show } from "./dom.js";

const tabs = document.querySelector("#customers");
const chat = document.querySelector("#chat");
const composer = document.querySelector("#composer");
const text = document.querySelector("#text");
const location = document.querySelector("#send-location");

const TICKS = {
  accepted: ["tick-one", "accepted"],
  queued: ["clock", "queued"],
  sending: ["clock", "sending"],
  sent: ["tick-one", "sent"],
  delivered: ["tick-two", "delivered"],
  read: ["tick-two", "read"],
  failed: ["alert", "failed"],
  undelivered: ["alert", "undelivered"],
};

let customers = [];
let bubbles = [];
let chosen;
const seen = new Set();

/** Sets whose phones there are. */
export function showCustomers(list) {
  customers = list;
  chosen ??= list[0]?.id;
  draw();
}

/** Sets what stands on all phones, and reports what the chosen customer thereby sees. */
export function showBubbles(list) {
  bubbles = list;
  draw();
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = text.value.trim();
  if (typed) send("text", typed);
});
document.querySelector("#send-photo").addEventListener("click", () => send("photo", text.value.trim()));
location.addEventListener("click", () => send("location", ""));
document.addEventListener("visibilitychange", reportRead);
new ResizeObserver(() => chat.scrollTo(0, chat.scrollHeight)).observe(chat);
tabs.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const now = customers.findIndex(({ id }) => id === chosen);
  choose(customers.at((now + step) % customers.length).id);
  tabs.querySelector("[aria-selected=true]").focus();
});

function send(kind, words) {
  if (kind !== "location") text.value = "";
  act("phone/send", { customer: chosen, kind, text: words });
}

function choose(id) {
  chosen = id;
  draw();
  chat.scrollTop = chat.scrollHeight;
}

function draw() {
  const bySms = customers.find(({ id }) => id === chosen)?.channel === "SMS";
  location.disabled = bySms;
  location.title = bySms ? "SMS knows no locations" : "";
  const unread = (id) => bubbles.filter((one) => one.customer === id && isUnseenReply(one)).length;
  const own = bubbles.filter(({ customer }) => customer === chosen);
  reportRead();
  const atEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 60;
  const tabItems = customers.map((one) => ({ ...one, selected: one.id === chosen, unread: unread(one.id) }));
  show(tabs, tabItems, ({ id }) => id, drawTab);
  show(chat, own.length > 0 ? own : [{ id: "hint" }], ({ id }) => id, drawBubble);
  if (atEnd) chat.scrollTop = chat.scrollHeight;
}

function drawTab({ id, name, note, address, selected, unread }) {
  return el(
    "button",
    {
      type: "button",
      role: "tab",
      title: address,
      tabIndex: selected ? 0 : -1,
      "aria-selected": String(selected),
      "aria-controls": "chat",
      "data-focus": `tab-${id}`,
      onclick: () => choose(id),
    },
    name,
    el("small", {}, note),
    unread > 0 ? el("span", { className: "unread", "aria-label": `${unread} unread` }, String(unread)) : null,
  );
}

function drawBubble(bubble) {
  if (bubble.id === "hint")
    return el("p", { className: "hint" }, "Say what is wrong, for example: My invoice 123 is wrong");
  const failed = bubble.status === "failed" || bubble.status === "undelivered";
  const image = el("img", { alt: "Photo", src: bubble.images[0] ?? "" });
  image.addEventListener("load", () => chat.scrollTo(0, chat.scrollHeight));
  return el(
    "article",
    { className: `bubble ${bubble.from}${failed ? " failed" : ""}` },
    bubble.images.length > 0 ? image : null,
    bubble.place ? el("p", { className: "place" }, `Location: ${bubble.place}`) : null,
    bubble.text ? el("p", {}, bubble.text) : null,
    failed ? el("p", { className: "reason" }, bubble.reason ?? "Not delivered") : null,
    el("footer", {}, bubble.repeatable ? drawRepeat(bubble) : null, clock(bubble.at), drawTicks(bubble)),
  );
}

function drawRepeat({ id }) {
  const title = "Posts the same webhook once more: it must change nothing";
  const onclick = () => act("phone/redeliver", { sid: id });
  return el(
    "button",
    { type: "button", className: "repeat", title, onclick, "data-focus": `repeat-${id}` },
    "Deliver again",
  );
}

function drawTicks({ status }) {
  const [name, words] = TICKS[status] ?? ["clock", status];
  return icon(name, `ticks ${status}`, words);
}

function isUnseenReply({ id, from, status }) {
  return from === "business" && !seen.has(id) && status !== "failed" && status !== "undelivered";
}

function reportRead() {
  if (document.visibilityState !== "visible") return;
  const fresh = bubbles.filter((one) => one.customer === chosen && isUnseenReply(one)).map(({ id }) => id);
  if (fresh.length === 0) return;
  for (const id of fresh) seen.add(id);
  act("phone/read", { sids: fresh });
}
