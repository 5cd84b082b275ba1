import { act, clock, el, show } from "./dom.js";

const list = document.querySelector("#conversations");
const starters = document.querySelector("#conversations-start");
const count = document.querySelector("#conversations-count");

/** What each conversation's element is filled with; drawn once, so that what is being typed stays. */
const shells = new Map();
const NEXT = { active: ["inactive", "closed"], inactive: ["active", "closed"], closed: [] };

/** Shows Twilio's conversations as the database mirrors them, newest first. */
export function showConversations({ starters: people, rows }) {
  count.textContent = rows.length > 0 ? String(rows.length) : "";
  show(starters, people, ({ id }) => id, drawStarter);
  const shown = rows.length > 0 ? rows : [{ sid: "" }];
  const items = shown.map(({ sid }) => ({ sid }));
  show(list, items, ({ sid }) => sid, drawShell);
  for (const row of rows) fill(row);
}

function drawStarter({ id, name }) {
  return drawButton(`start-${id}`, `New with ${name}`, () => act("conversations/start", { customer: id }));
}

function drawShell({ sid }) {
  if (!sid) {
    const words =
      "None yet. Events of Twilio's conversations are mirrored here, in whatever order they come.";
    return el("p", { className: "empty" }, words);
  }
  const shell = {
    head: el("summary", { "data-focus": `conversation-${sid}`, title: sid }),
    people: el("div", { className: "tags", role: "group", "aria-label": "Participants" }),
    messages: el("div", { className: "said", role: "log", "aria-label": "Messages" }),
    form: drawForm(sid),
    states: el("div", { className: "actions" }),
  };
  shells.set(sid, shell);
  const inside = el("div", { className: "inside" }, shell.people, shell.messages, shell.form, shell.states);
  return el("details", { className: "ticket conversation", open: true }, shell.head, inside);
}

function drawForm(sid) {
  const text = el("input", { placeholder: "A message in the conversation", "aria-label": "Message" });
  const say = (who, kind) => {
    const typed = text.value.trim();
    if (!typed && kind === "text") return text.focus();
    text.value = "";
    act("conversations/say", { conversation: sid, who, kind, text: typed });
  };
  const form = el(
    "form",
    { className: "say", autocomplete: "off" },
    text,
    el("button", {}, "Customer writes"),
    drawButton(`photo-${sid}`, "Customer sends a photo", () => say("customer", "photo")),
    drawButton(`agent-${sid}`, "Agent writes", () => say("agent", "text")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    say("customer", "text");
  });
  return form;
}

function fill({ sid, name, state, removedAt, participants, missing, messages, states, isOurs }) {
  const { head, people, messages: said, form, states: actions } = shells.get(sid);
  const isOpen = isOurs && state !== "closed" && !removedAt;
  show(head, [{ sid, name, state, removedAt, states }], () => "head", drawHead);
  const inside = participants.map((one) => ({ ...one, conversation: sid, canGo: isOpen && !one.removedAt }));
  const outside = isOpen ? missing.map((one) => ({ ...one, conversation: sid })) : [];
  show(people, [...inside, ...outside], (one) => one.sid ?? one.who, drawPerson);
  const atEnd = said.scrollHeight - said.scrollTop - said.clientHeight < 40;
  show(said, messages, ({ id }) => id, drawMessage);
  if (atEnd) said.scrollTop = said.scrollHeight;
  form.hidden = !isOpen;
  const next = isOpen ? (NEXT[state] ?? []) : [];
  show(
    actions,
    next.map((to) => ({ sid, to })),
    ({ to }) => to,
    drawChange,
  );
}

function drawHead({ sid, name, state, removedAt, states }) {
  const history = states.map(({ to, at }) => `${to} ${clock(at)}`).join(", ");
  return el(
    "span",
    { className: "head" },
    el("b", {}, name ?? `${sid.slice(0, 10)}…`),
    el("span", { className: `pill ${state}` }, removedAt ? "removed" : (state ?? "state unknown")),
    el("span", { className: "requester" }, history),
  );
}

function drawPerson({ sid, who, name, removedAt, canGo, conversation }) {
  if (!sid) {
    const add = () => act("conversations/add", { conversation, who });
    return drawButton(`add-${who}-${conversation}`, `Add ${name}`, add);
  }
  const remove = () => act("conversations/remove", { conversation, participant: sid });
  return el(
    "span",
    { className: removedAt ? "tag gone" : "tag", title: removedAt ? `left at ${clock(removedAt)}` : sid },
    name,
    canGo
      ? el(
          "button",
          {
            type: "button",
            className: "leave",
            onclick: remove,
            "aria-label": `Remove ${name}`,
            "data-focus": sid,
          },
          "remove",
        )
      : null,
  );
}

function drawMessage({ name, at, body, kind, files, status, direction, ticketId }) {
  const about = [kind === "text" ? "" : kind, ...files, ticketId ? `ticket #${ticketId}` : ""];
  return el(
    "article",
    { className: "comment" },
    el("header", {}, `${name}, ${direction}`, el("time", {}, clock(at))),
    body ? el("p", { dir: "auto" }, body) : null,
    el("footer", {}, el("span", { className: `pill ${status}` }, status), about.filter(Boolean).join(", ")),
  );
}

function drawChange({ sid, to }) {
  const label = { active: "Make it active", inactive: "Make it inactive", closed: "Close it" }[to];
  const change = () => act("conversations/change", { conversation: sid, state: to });
  return drawButton(`${to}-${sid}`, label, change);
}

function drawButton(focus, label, onclick) {
  return el("button", { type: "button", onclick, "data-focus": focus }, label);
}
