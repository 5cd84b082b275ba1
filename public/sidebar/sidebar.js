// Tickline beside a ticket in Zendesk: who the customer is, what became of each answer, and templates to send.
import { showAnswers, showFiles, showWaiting } from "./answers.js";
import { read, takeBearer } from "./calls.js";
import { showCustomer, showNewTicket, showNobody } from "./customer.js";
import { forgive, say, sayFailure } from "./say.js";
import { showTemplates } from "./templates.js";
import { speak } from "./words.js";
import { connect, followColours, followHeight, readTicket, watchTicket } from "./zendesk.js";

const OFTEN_MS = 4_000;
const SELDOM_MS = 60_000;
/** So many answers without news, and the page asks less often. */
const PATIENCE = 30;

/** With these it is answered that there is nobody on the ticket who can be written to. */
const NOBODY = [404, 409, 422];

/** And with these, that whoever looks at the page may not, which asking again does not change. */
const NOT_THEM = [401, 403];

const main = document.querySelector("#sidebar");
let client = null;
/** The answer that is shown, in JSON. */
let shown = "";
let quietRounds = 0;
let isSeen = true;
let timer;
let asked = 0;

takeBearer(main);
client = connect();
void followColours(client);
if (client) start();
else {
  main.removeAttribute("aria-busy");
  sayFailure(
    new Error("Zendesk's script did not come, which this page needs: reload the page in your browser."),
  );
}

function start() {
  followHeight(client, main);
  watchTicket(client, {
    changed: () => void loadNow(),
    seen(isIt) {
      isSeen = isIt;
      if (isIt) void loadNow();
    },
  });
  document.addEventListener("visibilitychange", () => !document.hidden && void loadNow());
  void loadNow();
}

/** Asks at once, and often for a while. */
function loadNow() {
  quietRounds = 0;
  return load();
}

async function load() {
  clearTimeout(timer);
  asked += 1;
  const round = asked;
  try {
    const { ticketId, requester, locale } = await readTicket(client);
    speak(locale);
    const state = ticketId === null ? null : await read("ticket", { id: ticketId });
    // A later question has a later answer.
    if (round === asked) display(state, requester);
  } catch (error) {
    quietRounds += 1;
    if (round !== asked) return;
    // Zendesk tells when that changes.
    if (NOBODY.includes(error.status)) return displayNobody(error);
    sayFailure(error, { what: "load", tryAgain: loadNow });
    if (NOT_THEM.includes(error.status)) return main.removeAttribute("aria-busy");
  }
  if (round !== asked) return;
  main.removeAttribute("aria-busy");
  timer = setTimeout(next, quietRounds > PATIENCE ? SELDOM_MS : OFTEN_MS);
}

/** Nobody looks: then nobody asks. */
function next() {
  if (isSeen && !document.hidden) void load();
}

function display(state, requester) {
  forgive("load");
  const { now: _, ...said } = state ?? {};
  const look = JSON.stringify(said);
  quietRounds = look === shown ? quietRounds + 1 : 0;
  shown = look;
  if (state === null) return showNewTicket(requester);
  if (state.customer === null)
    return displayNobody({ message: "There is nobody on this ticket to write to." });
  const given = { attempt, reload: loadNow };
  showCustomer(state, { attempt, closed });
  showWaiting(state, given);
  showTemplates(state, given);
  showAnswers(state, given);
  showFiles(state);
}

function displayNobody({ message }) {
  forgive("load");
  shown = "";
  main.removeAttribute("aria-busy");
  showNobody(message);
  for (const section of document.querySelectorAll("section:not(#customer)")) section.hidden = true;
}

function closed() {
  say("The window is closed.");
  void loadNow();
}

/** Does what a press asked for, and says why it could not be done. */
async function attempt(act) {
  try {
    forgive();
    await act();
  } catch (error) {
    const isUnsure = error.mayBeDone === true;
    const kept = isUnsure ? " What you typed is kept." : "";
    sayFailure({ message: `${error.message}${kept}` }, { tryAgain: isUnsure ? () => attempt(act) : null });
  }
}
