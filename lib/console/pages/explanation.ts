import { html } from "hono/html";
import { InvalidInputError, type KnownError } from "../../errors.ts";
import type { Shown } from "../page.ts";

/** Why there is nothing to show, and the way back. */
export function explanation(error: KnownError): Shown {
  const problems = error instanceof InvalidInputError ? error.problems : [];
  return {
    title: error.message,
    body: html`<div class="card">
      <ul class="plain">${problems.map(({ path, message }) => html`<li>${path} ${message}.</li>`)}</ul>
      <p><a href="/console">Back to the overview</a></p>
    </div>`,
  };
}
