import { showHint } from "./assistant.js";
import { act } from "./dom.js";

const boards = [...document.querySelectorAll(".switchboard")];

/** Sets the switches to what the upstreams do, and whether the assistant is on. */
export function showSwitches(switches) {
  for (const input of boards.flatMap((board) => [...board.elements])) {
    if (input.type === "radio") input.checked = switches[input.name] === input.value;
    if (input.type === "checkbox") input.checked = switches[input.name];
  }
  showHint(switches.assistant === "on");
}

for (const board of boards) {
  board.addEventListener("change", ({ target }) => {
    act("switches", { [target.name]: target.type === "checkbox" ? target.checked : target.value });
  });
}
