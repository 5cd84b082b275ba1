import { act } from "./dom.js";

const form = document.querySelector("#switches");

/** Sets the switches to what the upstreams do. */
export function showSwitches(switches) {
  for (const input of form.elements) {
    if (input.type === "radio") input.checked = switches[input.name] === input.value;
    if (input.type === "checkbox") input.checked = switches[input.name];
  }
}

form.addEventListener("change", ({ target }) => {
  act("switches", { [target.name]: target.type === "checkbox" ? target.checked : target.value });
});
