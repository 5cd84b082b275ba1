import { drawChoices, drawDocuments, drawImages } from "./bubble-parts.js";
import { act, clock, el, icon, show } from "./dom.js";
import { current, drawPeople, setPeople } from "./people.js";

const chat = document.querySelector("#chat");
const composer = document.querySelector("#composer");
const text = document.querySelector("#text");
const location = document.querySelector("#send-location");

const THUMB = "👍";
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

let bubbles = [];
let typing = [];
const seen = new Set();

/** Sets whose phones there are. */
export function showCustomers(list) {
  setPeople(list, () => {
    draw();
    chat.scrollTop = chat.scrollHeight;
  });
  draw();
}

/** Sets what stands on all phones, and reports what the chosen customer thereby sees. */
export function showBubbles(list) {
  bubbles = list;
  draw();
}

/** Sets on whose phones we are typing. */
export function showTyping(customers) {
  typing = customers;
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

function send(kind, words) {
  if (kind !== "location") text.value = "";
  act("phone/send", { customer: current().id, kind, text: words });
}

function draw() {
  const { id: chosen, channel } = current() ?? {};
  const bySms = channel === "SMS";
  location.disabled = bySms;
  location.title = bySms ? "SMS knows no locations" : "";
  const unread = (id) => bubbles.filter((one) => one.customer === id && isUnseenReply(one)).length;
  const own = bubbles.filter(({ customer }) => customer === chosen);
  reportRead();
  const atEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 60;
  drawPeople(unread);
  const below = typing.includes(chosen) ? [{ id: "typing" }] : [];
  show(chat, own.length > 0 ? [...own, ...below] : [{ id: "hint" }], ({ id }) => id, drawBubble);
  if (atEnd) chat.scrollTop = chat.scrollHeight;
}

function drawBubble(bubble) {
  if (bubble.id === "hint")
    return el("p", { className: "hint" }, "Say what is wrong, for example: My invoice 123 is wrong");
  if (bubble.id === "typing") return el("p", { className: "bubble business typing" }, "typing …");
  const failed = bubble.status === "failed" || bubble.status === "undelivered";
  return el(
    "article",
    { className: `bubble ${bubble.from}${failed ? " failed" : ""}` },
    ...drawImages(bubble, () => chat.scrollTo(0, chat.scrollHeight)),
    ...drawDocuments(bubble),
    bubble.place ? el("p", { className: "place" }, `Location: ${bubble.place}`) : null,
    bubble.text ? el("p", { dir: "auto" }, bubble.text) : null,
    drawChoices(bubble),
    bubble.reaction
      ? el("p", { className: "reaction", title: "The customer's reaction" }, bubble.reaction)
      : null,
    failed ? el("p", { className: "reason" }, bubble.reason ?? "Not delivered") : null,
    el(
      "footer",
      {},
      bubble.repeatable ? drawRepeat(bubble) : drawReact(bubble),
      clock(bubble.at),
      drawTicks(bubble),
    ),
  );
}

function drawRepeat({ id, deliveries }) {
  const title = "Posts the same webhook once more: it must change nothing";
  const words = deliveries > 1 ? `Posted ${deliveries} times, post again` : "Deliver again";
  return drawSmallAct(id, words, title, () => act("phone/redeliver", { sid: id }));
}

function drawReact({ id, customer, reaction }) {
  if (reaction === null) return null;
  const react = (text) => () => act("phone/send", { customer, kind: "reaction", text, about: id });
  return reaction
    ? drawSmallAct(id, "Take it back", "Removes the reaction", react(""))
    : drawSmallAct(id, `React ${THUMB}`, "Reacts to this message", react(THUMB));
}

function drawSmallAct(id, words, title, onclick) {
  const properties = { type: "button", className: "small-act", title, onclick, "data-focus": `act-${id}` };
  return el("button", properties, words);
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
  const fresh = bubbles
    .filter((one) => one.customer === current()?.id && isUnseenReply(one))
    .map(({ id }) => id);
  if (fresh.length === 0) return;
  for (const id of fresh) seen.add(id);
  act("phone/read", { sids: fresh });
}
