import { showAssistant } from "./assistant.js";
import { showConversations } from "./conversations.js";
import { showCurl } from "./curl.js";
import { showLog } from "./log.js";
import { showBubbles, showCustomers, showTyping } from "./phone.js";
import { showSwitches } from "./switches.js";
import { showTasks } from "./tasks.js";
import { showTickets } from "./tickets.js";

const connection = document.querySelector("#connection");

const SECTIONS = {
  world(section) {
    showCustomers(section.customers);
    showCurl(section);
  },
  switches: showSwitches,
  phone: showBubbles,
  typing: showTyping,
  assistant: showAssistant,
  tickets: showTickets,
  conversations: showConversations,
  log: showLog,
  tasks: showTasks,
};

const events = new EventSource("/sandbox/events");
for (const [name, display] of Object.entries(SECTIONS)) {
  events.addEventListener(name, ({ data }) => display(JSON.parse(data)));
}
events.addEventListener("open", () => tell("Live", "yes"));
events.addEventListener("error", () => tell("Stopped: is npm run dev still running?", "no"));

function tell(words, live) {
  connection.textContent = words;
  connection.dataset.live = live;
}
