// Search for a template, and the list of what is found.
import { awaitAnswer, ON_ITS_WAY } from "./answers.js";
import { read } from "./calls.js";
import { compose } from "./compose.js";
import { button, el, show } from "./dom.js";
import { say } from "./say.js";
import { languageName, PROVIDERS } from "./words.js";

const SEARCH_AFTER_MS = 250;

const section = document.querySelector("#templates");
const filled = section.querySelector(".filled");
let ticket = null;
let given = null;
let parts = null;
let searched = 0;
/** Whether the list was asked for since what may be sent last changed. */
let isAsked = false;
let timer;

/** Offers templates for the ticket's customer. What an agent searches or writes stays as it is, whatever the ticket tells. */
export function showTemplates(state, means) {
  section.hidden = false;
  if (parts && isAnother(state.customer) && !parts.composer.hidden) {
    close();
    say("The ticket has another customer now: choose the template again.");
  }
  if (ticket && isOtherwise(state)) isAsked = false;
  ticket = state;
  given = means;
  if (parts === null) {
    parts = drawParts(isNeeded(state));
    filled.append(parts.why, parts.box);
  }
  const { why, box } = parts;
  if (why.textContent !== (state.whyNoTemplate ?? "")) why.textContent = state.whyNoTemplate ?? "";
  why.hidden = state.whyNoTemplate === null;
  box.hidden = !why.hidden;
  if (box.open && !box.hidden && !isAsked) void search();
}

/** A conversation that has begun since goes by one provider. */
const isOtherwise = ({ isBegun, customer }) =>
  isBegun !== ticket.isBegun || customer.provider !== ticket.customer.provider;

/** What was filled in for one customer goes to no other. */
const isAnother = (customer) =>
  customer.maskedNumber !== ticket.customer.maskedNumber || customer.name !== ticket.customer.name;

/** Where nothing else reaches the customer now, templates lie open. */
const isNeeded = ({ customer, windowClosesAt, windowDoubt }) =>
  customer.channel === "whatsapp" && (windowClosesAt === null || windowDoubt !== null);

function drawParts(open) {
  const input = el("input", {
    id: "search",
    type: "search",
    autocomplete: "off",
    placeholder: "Name or words",
  });
  const found = el("p", { className: "soft", role: "status" });
  const list = el("ul", { className: "list" });
  const finder = el(
    "div",
    { className: "finder" },
    el("label", { for: "search" }, "Search templates"),
    input,
    found,
    list,
  );
  const composer = el("div", { className: "composer", hidden: true });
  const box = el(
    "details",
    { open },
    el("summary", { "data-focus": "choose" }, "Choose a template"),
    finder,
    composer,
  );
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, SEARCH_AFTER_MS);
  });
  box.addEventListener(
    "toggle",
    () => box.open && (!isAsked || list.childElementCount === 0) && void search(),
  );
  const why = el("p", { className: "why", hidden: true });
  return { why, box, input, found, list, finder, composer };
}

function search() {
  searched += 1;
  isAsked = true;
  const round = searched;
  const { input, found, list } = parts;
  return given.attempt(async () => {
    const { templates } = await read("templates", { q: input.value.trim() });
    if (round !== searched) return;
    const { isBegun, customer } = ticket;
    // Another provider's would come from another number than the one that the customer knows.
    const own = templates.filter(({ provider }) => !isBegun || provider === customer.provider);
    const groups = [...Map.groupBy(own, (one) => `${one.provider} ${one.name}`).values()];
    found.textContent = groups.length === 0 ? "No template fits." : `${groups.length} found`;
    show(list, groups, ([{ id }]) => id, drawGroup);
  });
}

/** One name, with each language that it is written in. */
function drawGroup(variants) {
  const [{ provider, name, category, body }] = variants;
  const about = [
    ticket.isBegun ? null : PROVIDERS[provider],
    category?.toLowerCase(),
    variants.map(({ language }) => languageName(language)).join(", "),
  ];
  const title = name.replaceAll("_", " ");
  const choice = button("", () => open(variants), { className: "choice", "data-focus": `template-${name}` });
  choice.append(
    el("b", {}, title),
    el("span", { className: "soft" }, about.filter(Boolean).join(" · ")),
    el("span", { className: "body", dir: "auto" }, body),
  );
  return el("li", {}, choice);
}

function open(variants) {
  const { finder, composer } = parts;
  finder.hidden = true;
  composer.hidden = false;
  compose(composer, { variants, ticket, given, close, sent });
}

/** What was sent is among the answers, and nothing is to be chosen now. */
function sent({ messageId }) {
  close();
  parts.box.open = false;
  parts.box.querySelector("summary").focus();
  say(ON_ITS_WAY);
  awaitAnswer(messageId);
}

/** Back to the list, where the keyboard was. */
function close() {
  const { finder, composer, input } = parts;
  composer.hidden = true;
  composer.replaceChildren();
  finder.hidden = false;
  input.focus();
}
