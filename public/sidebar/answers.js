import { post } from "./calls.js";
import { button, el, show } from "./dom.js";
import { once } from "./keys.js";
import { say, unsay } from "./say.js";
import { moment } from "./words.js";

/** So many stand there at first. */
const FEW = 5;
const BY = { agent: "Agent", template: "Template", automatic: "Tickline", assistant: "Assistant" };
/** Each status with its ticks, and whether they are good news. */
const TICKS = {
  sent: ["✓", ""],
  delivered: ["✓✓", ""],
  read: ["✓✓", "read"],
  failed: ["!", "bad"],
  undelivered: ["!", "bad"],
  unconfirmed: ["?", "warn"],
  canceled: ["✕", "warn"],
};
const NO_TICKS = ["…", ""];
export const ON_ITS_WAY = "It is on its way.";
const PROOFS = [
  ["sentAt", "sent"],
  ["deliveredAt", "delivered"],
  ["readAt", "read"],
  ["failedAt", "failed"],
];

const sections = Object.fromEntries(
  ["answers", "waiting", "files"].map((id) => {
    const section = document.querySelector(`#${id}`);
    return [id, { section, filled: section.querySelector(".filled") }];
  }),
);
let areAllShown = false;
/** The message that was sent from here, until its status is known; and whether the agent saw it. */
let awaited = null;

/** Brings what was just sent into view when the ticket tells of it; that it is on its way is said until there is more to tell. */
export function awaitAnswer(id) {
  awaited = { id, isSeen: false };
}

/** Shows each answer with its ticks, newest first. */
export function showAnswers(state, given) {
  const shown = areAllShown ? state.answers : state.answers.slice(0, FEW);
  const hidden = state.answers.length - shown.length;
  const items = [...shown, ...(hidden > 0 ? [{ id: "more", hidden }] : [])];
  fill("answers", items, (item) =>
    item.id === "more"
      ? drawMore(item, () => showAnswers(state, given))
      : drawAnswer(item, { ticketId: state.ticketId, ...given }),
  );
  if (awaited) followAwaited(state);
}

function followAwaited({ answers, waiting }) {
  const isIt = ({ id }) => id === awaited.id;
  const answer = answers.find(isIt);
  if (answer && !awaited.isSeen) {
    document.getElementById(`answer-${answer.id}`)?.scrollIntoView({ block: "nearest" });
    awaited.isSeen = true;
  }
  if (!waiting.some(isIt) && !(answer?.status in TICKS)) return;
  unsay(ON_ITS_WAY);
  awaited = null;
}

/** Shows what waits and why, and offers to invite the customer to write. */
export function showWaiting({ ticketId, waiting, invitation }, given) {
  const hasInvitation = invitation.isPossible || (waiting.length > 0 && invitation.why);
  const items = [...waiting, ...(hasInvitation ? [{ id: "invitation", ...invitation }] : [])];
  fill("waiting", items, (item) =>
    item.id === "invitation"
      ? drawInvitation(item, { ticketId, ...given })
      : el(
          "div",
          { className: "bubble waits" },
          el("p", { className: "text", dir: "auto" }, item.text),
          el("p", { className: "why" }, item.why),
        ),
  );
}

/** Shows which files are not on the ticket yet, and why. */
export function showFiles({ files }) {
  const items = files.map((file, place) => ({ id: `${place} ${file.name}`, ...file }));
  fill("files", items, ({ name, why }) =>
    el(
      "div",
      { className: "file" },
      el("p", { className: "text", dir: "auto" }, name),
      el("p", { className: "why" }, why),
    ),
  );
}

function fill(id, items, draw) {
  const { section, filled } = sections[id];
  section.hidden = items.length === 0;
  show(filled, items, (item) => item.id, draw);
}

function drawAnswer({ id, text, kind, by, status, failure, unconfirmedSince, ...times }, given) {
  const [ticks, mood] = TICKS[unconfirmedSince ? "unconfirmed" : status] ?? NO_TICKS;
  const proofs = PROOFS.filter(([name]) => times[name]).map(
    ([name, word]) => `${word} ${moment(times[name])}`,
  );
  return el(
    "article",
    {
      id: `answer-${id}`,
      className: `bubble ${failure ? "failed" : ""}`,
      "aria-label": `${BY[by]}: ${status}`,
    },
    el(
      "p",
      { className: "meta" },
      el("span", {}, kind === "file" ? `${BY[by]}, file` : BY[by]),
      el("span", { className: `ticks ${mood}`, role: "img", "aria-label": status, title: status }, ticks),
    ),
    el("p", { className: "text", dir: "auto" }, text),
    el("p", { className: "proofs" }, proofs.length > 0 ? proofs.join(" · ") : status),
    failure ? drawFailure({ id, failure, unconfirmedSince }, given) : null,
  );
}

function drawFailure({ id, failure, unconfirmedSince }, { ticketId, attempt, reload }) {
  const { reason, nextStep, maySendAgain } = failure;
  return el(
    "div",
    { className: "failure" },
    el("p", {}, el("b", {}, reason)),
    el("p", {}, nextStep),
    maySendAgain
      ? button(
          "Send again",
          () =>
            attempt(async () => {
              await post("send-again", { ticketId, messageId: id, unconfirmedSince });
              say("It is sent again.");
              await reload();
            }),
          { "data-focus": `again-${id}` },
        )
      : null,
  );
}

function drawMore({ hidden }, draw) {
  return button(
    `Show ${hidden} more`,
    () => {
      areAllShown = true;
      draw();
    },
    { className: "link", "data-focus": "more" },
  );
}

function drawInvitation({ isPossible, why }, { ticketId, attempt, reload }) {
  const reason = why && el("p", { className: "why" }, why);
  if (!isPossible) return reason;
  const invite = button(
    "Invite to write",
    () =>
      attempt(async () => {
        await once(`invite ${ticketId}`, (key) => post("invite", { ticketId, key }));
        say("They are invited to write. What waits goes out when they do.");
        await reload();
      }),
    { "data-focus": "invite", title: "Sends the template that asks them to write" },
  );
  return reason ? el("div", {}, reason, invite) : invite;
}
