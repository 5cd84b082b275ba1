import { act, el } from "./dom.js";

/** The images of a message, as the phone shows them; `onload` when one has its size. */
export function drawImages({ images }, onload) {
  return images.map((src) => el("img", { alt: "Photo", src, onload }));
}

/** The documents of a message: to be opened, or why they cannot be. */
export function drawDocuments({ documents }) {
  return documents.map(({ name, url, problem }) =>
    problem
      ? el("p", { className: "document" }, `${name} `, el("small", {}, problem))
      : el("a", { className: "document", href: url, download: name, title: `Save ${name}` }, name),
  );
}

/** The buttons or list rows that a message offers; pressing one answers the message. */
export function drawChoices({ id: about, customer, choices }) {
  if (choices.length === 0) return null;
  const press = ({ kind, id, title }) =>
    act("phone/send", { customer, kind, text: title, about, choice: id });
  return el(
    "div",
    { className: `choices ${choices[0].kind}`, role: "group", "aria-label": "Choices" },
    ...choices.map((choice) =>
      el(
        "button",
        {
          type: "button",
          dir: "auto",
          onclick: () => press(choice),
          "data-focus": `choice-${about}-${choice.id}`,
        },
        choice.title,
        choice.description ? el("small", {}, choice.description) : null,
      ),
    ),
  );
}
