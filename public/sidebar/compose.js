// One template on its way: its language, its variables, what the customer will read, and the button that sends it.
import { post } from "./calls.js";
import { button, el } from "./dom.js";
import { once } from "./keys.js";
import { languageName } from "./words.js";

const PREVIEW_AFTER_MS = 300;

let compositions = 0;

/** Fills `place` with a template to be sent on the ticket; calls `sent` when it was sent, and `close` when it is given up. */
export function compose(place, { variants, ticket, given, close, sent }) {
  compositions += 1;
  const name = `template ${compositions}`;
  const { ticketId } = ticket;
  let template = preferred(variants, ticket.customer.language);
  /** What the agent typed; the rest is filled from the ticket. */
  const typed = {};
  /** What is wrong, as it was told last. Of a field it is said once the agent left it, or pressed Send. */
  let problems = [];
  const left = new Set();
  let isPressed = false;
  let isSendable = false;
  let isUnsure = false;
  let round = 0;
  let timer;

  const preview = el("p", { className: "text", dir: "auto" });
  const buttons = el("p", { className: "buttons" });
  const fields = el("div", { className: "fields" });
  const faults = el("div", { className: "faults", role: "alert" });
  const heading = el("h3", { tabIndex: -1 }, template.name.replaceAll("_", " "));
  const sending = button("Send", () => send(), { className: "primary", "data-focus": "send" });
  place.replaceChildren(
    heading,
    variants.length > 1 ? drawLanguages() : el("p", { className: "soft" }, languageName(template.language)),
    el(
      "div",
      { className: "bubble mine", role: "status", "aria-label": "What the customer reads" },
      preview,
      buttons,
    ),
    fields,
    faults,
    el("div", { className: "actions" }, sending, button("Another template", close)),
  );
  heading.focus();
  void look();

  function drawLanguages() {
    const options = variants.map(({ id, language }) =>
      el("option", { value: id, selected: id === template.id }, languageName(language)),
    );
    const choice = el("select", { id: "language" }, ...options);
    choice.addEventListener("change", () => {
      template = variants.find(({ id }) => id === choice.value);
      void look();
    });
    return el("div", { className: "field" }, el("label", { for: "language" }, "Language"), choice);
  }

  function look() {
    isSendable = false;
    return given.attempt(async () => {
      round += 1;
      const own = round;
      const seen = await post("preview", { ticketId, templateId: template.id, variables: { ...typed } });
      if (own === round) showPreview(seen);
    });
  }

  function showPreview({ text, variables, problems: found }) {
    if (preview.textContent !== text) preview.textContent = text;
    buttons.replaceChildren(...template.buttons.map((label) => el("span", { dir: "auto" }, label)));
    drawFields(variables);
    problems = found;
    showProblems();
    isSendable = problems.length === 0;
  }

  /** A field stays while its variable does, so that nobody is disturbed while they type. */
  function drawFields(variables) {
    for (const field of [...fields.children])
      if (!variables.some(({ name }) => name === field.dataset.name)) field.remove();
    for (const { name, value } of variables) {
      const field = [...fields.children].find((one) => one.dataset.name === name) ?? drawField(name);
      fields.append(...(field.isConnected ? [] : [field]));
      const input = field.querySelector("input");
      if (!(name in typed) && input.value !== value) input.value = value;
    }
  }

  function drawField(name) {
    const id = `variable-${name}`;
    const input = el("input", {
      id,
      type: "text",
      dir: "auto",
      autocomplete: "off",
      "aria-describedby": `${id}-fault`,
    });
    input.addEventListener("input", () => {
      typed[name] = input.value;
      problems = problems.filter(({ path }) => fieldOf(path) !== name);
      isSendable = false;
      clearTimeout(timer);
      timer = setTimeout(look, PREVIEW_AFTER_MS);
    });
    input.addEventListener("blur", () => {
      left.add(name);
      showProblems();
    });
    const label = /^\d+$/.test(name) ? `Variable ${name}` : name.replaceAll("_", " ");
    const fault = el("p", { id: `${id}-fault`, className: "fault" });
    return el(
      "div",
      { className: "field", "data-name": name },
      el("label", { for: id }, label),
      input,
      fault,
    );
  }

  /** Each problem beside what it is about; what is about none of the fields, above the button. */
  function showProblems() {
    for (const field of fields.children) {
      const { name } = field.dataset;
      const own = isPressed || left.has(name) ? problems.filter(({ path }) => fieldOf(path) === name) : [];
      const words = own.map(({ message }) => message).join(" ");
      const fault = field.querySelector(".fault");
      if (fault.textContent !== words) fault.textContent = words;
      field.querySelector("input").setAttribute("aria-invalid", String(own.length > 0));
    }
    const others = problems.filter(({ path }) => fieldOf(path) === undefined);
    faults.replaceChildren(...others.map(({ message }) => el("p", {}, message)));
  }

  /** The variable that a problem is about. */
  function fieldOf(path) {
    const names = [...fields.children].map(({ dataset }) => dataset.name);
    return names.find((one) => path === one || path.endsWith(`.${one}`));
  }

  async function send() {
    isPressed = true;
    if (!isSendable) {
      clearTimeout(timer);
      await look();
    }
    if (!isSendable) return fields.querySelector("[aria-invalid=true]")?.focus();
    // What is sent is what was previewed, filled from the ticket or typed.
    const variables = Object.fromEntries(
      [...fields.children].map((field) => [field.dataset.name, field.querySelector("input").value]),
    );
    const shown = preview.textContent;
    await given.attempt(async () => {
      const asked = { ticketId, templateId: template.id, variables, shown };
      sent(await once(name, (key) => post("send", { ...asked, key })).catch(refused));
      await given.reload();
    });
  }

  /** The template may have been edited meanwhile: what stands here must be what would be sent. */
  async function refused(error) {
    if (error.mayBeDone) {
      isUnsure = true;
      throw error;
    }
    // What was sent before without an answer had the same key, and other variables.
    if (isUnsure && error.code === "key-used") {
      close();
      await given.reload();
      throw new Error("What you sent first went out as it was: see Answers.");
    }
    await look().then(() => showProblemsOf(error));
    throw error;
  }

  function showProblemsOf({ problems: found }) {
    if (found.length === 0) return;
    isSendable = false;
    problems = found;
    showProblems();
  }
}

/** The one in the customer's language, else the first. */
function preferred(variants, language) {
  const same = (code) => code.split(/[-_]/)[0];
  return (
    variants.find((one) => one.language === language) ??
    variants.find((one) => language && same(one.language) === same(language)) ??
    variants[0]
  );
}
