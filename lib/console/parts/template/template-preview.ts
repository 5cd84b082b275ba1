import { html } from "hono/html";
import type { KnownTemplate } from "../../../domain/templates/known-template.ts";
import { piecesOf } from "../../../domain/templates/placeholders.ts";
import type { Html } from "../../page.ts";

/** What stands in for the variables, by name; one without a value is shown by its name. */
type Values = Readonly<Record<string, string>>;

/** The message as a customer reads it: header, body, footer and buttons. What the variables became is marked. */
export function templatePreview({ header, body, footer, buttons }: KnownTemplate, values: Values): Html {
  return html`<ul class="plain preview" aria-label="The message"><li class="bubble mine">
    ${header ? html`<p class="said" dir="auto"><strong>${filled(header, values)}</strong></p>` : ""}
    ${body ? html`<p class="said" dir="auto">${filled(body, values)}</p>` : html`<p class="quiet">It has no text.</p>`}
    ${footer ? html`<p class="said quiet small" dir="auto">${filled(footer, values)}</p>` : ""}
    ${buttons.length > 0 ? html`<ul class="plain choices" aria-label="Buttons">${buttons.map((label) => html`<li dir="auto">${filled(label, values)}</li>`)}</ul>` : ""}
  </li></ul>`;
}

function filled(text: string, values: Values): Html[] {
  return piecesOf(text).map(({ text: words, name = "" }) =>
    words === undefined ? html`<mark>${values[name] || `{{${name}}}`}</mark>` : html`${words}`,
  );
}
