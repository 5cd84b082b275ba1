import { post } from "./calls.js";
import { button, el, show } from "./dom.js";
import { drawLanguage } from "./language.js";
import { openTimeline } from "./timeline.js";
import { CHANNELS, languageName, PROVIDERS, timeLeft } from "./words.js";

const HOUR_MS = 60 * 60 * 1000;
const place = document.querySelector("#customer");

/** Numbers that an agent asked for, by ticket. They stay until the page is left. */
const numbers = new Map();
let closes = null;
let onClosed = () => {};
setInterval(countDown, 1000);

/** Shows who the customer is, and how long the window is open; calls `closed` when it closes. */
export function showCustomer(
  { ticketId, customer, isBegun, windowClosesAt, windowDoubt, now },
  { attempt, closed },
) {
  onClosed = closed;
  // By the server's clock: the agent's may be wrong.
  closes = windowClosesAt && performance.now() + (Date.parse(windowClosesAt) - Date.parse(now));
  const items = [
    { ...customer, ticketId, part: "who" },
    {
      part: "window",
      state: windowState(customer, { isBegun, windowClosesAt, windowDoubt }),
      doubt: windowDoubt,
    },
  ];
  show(
    place,
    items,
    ({ part }) => part,
    (item) => DRAW[item.part](item, attempt),
  );
  countDown();
}

/** What stands there where nobody on the ticket can be written to, and why not. */
export function showNobody(why) {
  closes = null;
  show(place, [{ part: "nobody", why }], ({ part }) => part, DRAW.nobody);
}

/** What stands there while there is no ticket yet. */
export function showNewTicket(requester) {
  closes = null;
  show(place, [{ part: "new", requester }], ({ part }) => part, DRAW.new);
}

const DRAW = {
  who: drawWho,
  window: drawWindow,
  nobody: ({ why }) => el("div", {}, el("p", {}, why)),
  new: ({ requester }) =>
    el(
      "div",
      {},
      el("p", {}, "This ticket is not there yet."),
      el(
        "p",
        { className: "soft" },
        `Choose a requester who has a phone number, submit the ticket, and send ${requester ?? "them"} a template from here. ` +
          "Their answer comes to this ticket.",
      ),
    ),
};

function drawWho(who, attempt) {
  const { ticketId, name, maskedNumber, language, optedOut, isBlocked, channel, provider, timelineUrl } = who;
  const flags = [
    isBlocked ? "Blocked: nothing goes to them" : null,
    ...optedOut.map((one) => `Opted out of ${CHANNELS[one]}`),
  ].filter(Boolean);
  return el(
    "div",
    { className: "who" },
    el("h2", { dir: "auto" }, name ?? "Without a name"),
    maskedNumber ? drawNumber(ticketId, maskedNumber, attempt) : null,
    el(
      "p",
      { className: "soft" },
      [`${CHANNELS[channel]}, ${PROVIDERS[provider]}`, language && languageName(language)]
        .filter(Boolean)
        .join(" · "),
    ),
    drawLanguage(who, attempt),
    flags.length > 0 ? el("ul", { className: "flags" }, ...flags.map((flag) => el("li", {}, flag))) : null,
    timelineUrl
      ? button("Timeline in the console", () => attempt(() => openTimeline(ticketId)), {
          className: "link",
          title: "Opens a new tab",
          "data-focus": "timeline",
        })
      : null,
  );
}

function drawNumber(ticketId, masked, attempt) {
  const number = el("span", { className: "number" });
  const toggle = button("", press, { className: "link", "data-focus": "number" });
  let isShown = numbers.has(ticketId);
  draw();

  function draw() {
    number.textContent = isShown ? numbers.get(ticketId) : masked;
    toggle.textContent = isShown ? "Hide" : "Show";
    toggle.setAttribute("aria-label", isShown ? "Hide the number" : "Show the number");
  }

  function press() {
    return attempt(async () => {
      if (isShown) numbers.delete(ticketId);
      else numbers.set(ticketId, (await post("number", { ticketId })).number);
      isShown = !isShown;
      draw();
    });
  }

  return el("p", { className: "line", "aria-live": "polite" }, number, toggle);
}

function windowState({ channel, isFirstContact }, { isBegun, windowClosesAt, windowDoubt }) {
  if (!isBegun) return isFirstContact ? "first" : "elsewhere";
  if (channel === "sms") return "sms";
  if (windowClosesAt) return windowDoubt ? "doubted" : "open";
  return isFirstContact ? "unanswered" : "closed";
}

const WINDOWS = {
  first: "They never wrote to us. A template starts the conversation, and their answer comes to this ticket.",
  elsewhere:
    "What you write on this ticket does not reach them. A template starts the conversation, and their answer comes here.",
  sms: "By SMS you can write at any time.",
  unanswered: "They have not answered yet: what you write waits until they do. A template reaches them now.",
  closed: "The window is closed: what you write waits until they write. A template reaches them now.",
};

function drawWindow({ state, doubt }) {
  if (state !== "open") return el("p", { className: `window ${state}` }, doubt ?? WINDOWS[state]);
  return el(
    "p",
    { className: "window open" },
    "Window open: ",
    el("span", { id: "time-left", role: "timer" }),
    " left",
  );
}

function countDown() {
  const shown = document.querySelector("#time-left");
  if (!closes || !shown) return;
  const left = closes - performance.now();
  shown.textContent = timeLeft(left);
  shown.parentElement.classList.toggle("soon", left < HOUR_MS);
  if (left > 0) return;
  closes = null;
  onClosed();
}
