import { clock, el, show } from "./dom.js";

const hint = document.querySelector("#assistant-hint");
const rest = document.querySelector("#assistant-rest");
const count = document.querySelector("#assistant-count");
const turnList = document.querySelector("#turns");
const box = document.querySelector("#exchanges-box");
const exchangeList = document.querySelector("#exchanges");
const exchangeCount = document.querySelector("#exchanges-count");

// A keyboard scrolls them.
turnList.tabIndex = 0;
exchangeList.tabIndex = 0;

/** Says what to try, or how to begin. */
export function showHint(isOn) {
  hint.textContent = isOn
    ? "Write on the phone: I have a headache. Or: How do I reset my password? I want a refund. Let me talk to a person. It waits for 4 s of silence, then it answers."
    : "Turn it on, and a message is answered before it is a ticket. The model is a script: it takes no account.";
}

/** Shows what the assistant made of the messages, and every call of its model. */
export function showAssistant({ turns, areNewestAlone, restsUntil, exchanges }) {
  const answered = turns.filter(({ outcome }) => outcome === "answered").length;
  const handedOver = turns.filter(({ outcome }) => outcome === "handed-over").length;
  const told = `${answered} answered, ${handedOver} handed over`;
  count.textContent =
    turns.length > 0 ? `${told}${areNewestAlone ? `, of the last ${turns.length}` : ""}` : "";
  rest.textContent = restsUntil
    ? `The model failed, and rests until ${clock(restsUntil)}: whatever its switch says, nobody asks it before.`
    : "";
  rest.hidden = !restsUntil;
  turnList.hidden = turns.length === 0;
  show(turnList, turns, ({ id }) => id, drawTurn);
  box.hidden = exchanges.length === 0;
  exchangeCount.textContent = exchanges.length === 1 ? "1 call" : `${exchanges.length} calls`;
  show(exchangeList, exchanges, ({ id }) => String(id), drawExchange);
}

function drawTurn(turn) {
  const { outcome, why, said, answer, contact, summary, tools, passages, tokens, milliseconds, at } = turn;
  const used = [...tools.map(words), ...passages.map(({ file, heading }) => `${file}: ${heading}`)];
  return el(
    "article",
    { className: "comment turn" },
    el(
      "header",
      {},
      el("b", {}, contact ?? "A customer"),
      el("span", { className: `pill ${outcome}` }, outcome === "asked" ? "thinking" : words(outcome)),
      turn.opensTicket ? el("span", {}, "opens a ticket") : null,
      el("time", {}, clock(at)),
    ),
    el("p", { className: "asked" }, said ?? ""),
    answer ? el("p", {}, answer) : null,
    why ? el("p", { className: "summary" }, `A person takes over: ${why}.`) : null,
    summary ? el("p", { className: "summary" }, `For the agent: ${summary}`) : null,
    used.length > 0
      ? el("div", { className: "tags" }, ...used.map((one) => el("span", { className: "tag" }, one)))
      : null,
    outcome === "asked" ? null : el("footer", {}, `${tokens} tokens, ${milliseconds} ms`),
  );
}

function drawExchange({ by, asked, before, calls, said, failed }) {
  const history = before > 0 ? `, after ${before} ${before === 1 ? "line" : "lines"}` : "";
  return el(
    "li",
    {},
    el("small", {}, by === "tool" ? "A tool answered" : `A customer wrote${history}`),
    el("p", { className: "asked" }, asked),
    ...calls.map(({ tool, input }) => el("code", {}, `${tool} ${input}`)),
    said === null ? null : el("p", {}, said || "(nothing)"),
    failed ? el("p", { className: "failed" }, failed) : null,
  );
}

const words = (name) => name.replaceAll("-", " ").replaceAll("_", " ");
