import { act, el } from "./dom.js";

const FILES = [
  ["", "no file"],
  ["photo", "a photo"],
  ["invoice", "an invoice (PDF)"],
  ["own", "a file of yours"],
];

/** By ticket: a form lives on while its ticket is drawn again, and with it what is half written. */
const forms = new Map();

/** The form by which an agent answers this ticket. */
export function answerForm(ticket) {
  const form = forms.get(ticket.id) ?? drawForm(ticket);
  forms.set(ticket.id, form);
  return form;
}

function drawForm({ id, agents }) {
  const text = el("textarea", {
    name: "text",
    rows: 2,
    dir: "auto",
    placeholder: "Answer as an agent",
    "aria-label": `Answer ticket ${id}`,
    "data-focus": `answer-${id}`,
  });
  const own = el("input", { type: "file", hidden: true, "aria-label": "Your file" });
  const file = drawFileChoice(own);
  const form = el(
    "form",
    { className: "answer", autocomplete: "off" },
    el(
      "div",
      { className: "answer-kind" },
      drawSegments(
        "by",
        "Who answers",
        agents.map((name) => [name, name]),
      ),
      drawSegments("kind", "Who sees it", [
        ["public", "public reply"],
        ["internal", "internal note"],
      ]),
    ),
    text,
    el(
      "div",
      { className: "answer-send" },
      el("label", {}, file),
      own,
      el("button", { className: "send", "data-focus": `send-${id}` }, "Submit"),
    ),
  );
  form.addEventListener("change", () =>
    form.classList.toggle("internal", form.elements.kind.value === "internal"),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const attached = file.value === "own" ? await read(own.files[0]) : file.value;
    if (!text.value.trim() && !attached) return text.focus();
    const { by, kind } = form.elements;
    const answer = { by: by.value, text: text.value.trim(), public: kind.value === "public", file: attached };
    text.value = "";
    file.value = "";
    await act(`tickets/${id}/answer`, answer);
  });
  return form;
}

function drawSegments(name, words, options) {
  return el(
    "fieldset",
    { className: "segments", "aria-label": words },
    ...options.map(([value, label], index) =>
      el(
        "label",
        {},
        el("input", { type: "radio", name, value, checked: index === 0 }),
        el("span", { className: "segment" }, label),
      ),
    ),
  );
}

function drawFileChoice(own) {
  const options = FILES.map(([value, words]) => el("option", { value }, words));
  const choice = el("select", { "aria-label": "Attachment" }, ...options);
  choice.addEventListener("change", () => {
    if (choice.value === "own") own.click();
  });
  own.addEventListener("change", () => {
    options.at(-1).textContent = own.files[0]?.name ?? FILES.at(-1)[1];
  });
  own.addEventListener("cancel", () => {
    if (own.files.length === 0) choice.value = "";
  });
  return choice;
}

async function read(file) {
  if (!file) return "";
  const url = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return { name: file.name, type: file.type, base64: url.slice(url.indexOf(",") + 1) };
}
