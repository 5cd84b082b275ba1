import { post } from "./calls.js";
import { el } from "./dom.js";
import { languageName } from "./words.js";

/** In which language the customer is answered, to be chosen for them, or left to what tells it by itself. */
export function drawLanguage({ ticketId, language, chosenLanguage, languages }, attempt) {
  if (languages.length === 0) return null;
  const itself =
    language && chosenLanguage === null ? `Told by itself: ${languageName(language)}` : "Told by itself";
  const options = [["", itself], ...languages.map((code) => [code, languageName(code)])];
  const choice = el(
    "select",
    { id: "spoken", "data-focus": "spoken" },
    ...options.map(([value, name]) =>
      el("option", { value, selected: value === (chosenLanguage ?? "") }, name),
    ),
  );
  choice.addEventListener("change", () =>
    attempt(() => post("language", { ticketId, language: choice.value })),
  );
  return el("div", { className: "field" }, el("label", { for: "spoken" }, "Answered in"), choice);
}
