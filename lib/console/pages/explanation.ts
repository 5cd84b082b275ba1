import { html } from "hono/html";
import { InvalidInputError, type KnownError, NotAllowedError } from "../../errors.ts";
import type { Deps } from "../../ports.ts";
import type { Html, Shown } from "../page.ts";

/** Why there is nothing to show, and the way back to the page `from` which somebody came. */
export function explanation(error: KnownError, { env, from }: { env: Deps["env"]; from: string }): Shown {
  const problems = error instanceof InvalidInputError ? error.problems : [];
  return {
    title: error.message,
    body: html`<div class="card">
      ${error instanceof NotAllowedError ? whoMay(env) : ""}
      <ul class="plain">${problems.map(({ path, message }) => html`<li>${path} ${message}.</li>`)}</ul>
      ${from === "/console" ? "" : html`<p><a href="${from}">Back to where you were</a></p>`}
      <p><a href="/console">Back to the overview</a></p>
    </div>`,
  };
}

/** The only thing that is refused to somebody who is in. */
function whoMay({ consoleAdmins }: Deps["env"]): Html {
  const who =
    consoleAdmins === "role" ? "whoever is an admin in Zendesk" : "the users of Zendesk whose ids it lists";
  return html`<p>Nothing was changed. Ask an admin: by <code>CONSOLE_ADMINS</code>, that is ${who}.</p>`;
}
