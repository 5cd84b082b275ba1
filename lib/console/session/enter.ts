import { html } from "hono/html";
import { useCode } from "../../db/access/one-time-codes.ts";
import { UpstreamError } from "../../errors.ts";
import type { Answer } from "../../http/answer.ts";
import { askSoon } from "../../outbound/ask-soon.ts";
import { shown } from "../answers.ts";
import type { Knock } from "./knock.ts";
import { letIn } from "./let-in.ts";
import { CODE_SPENT, zendeskAway } from "./refusals.ts";
import { sessionSecretOf } from "./session-secret.ts";
import { signInPage } from "./sign-in-page.ts";

/**
 * An agent comes from the sidebar, with a code that is good once. Only a page of our own opens the console with it at once: a link from
 * anywhere else could sign a visitor in as somebody else, unawares, so there it takes a button.
 */
export async function comeFromSidebar(knock: Knock): Promise<Answer> {
  const { headers, query, deps } = knock;
  sessionSecretOf(deps.env);
  const code = query.get("code") ?? "";
  if (headers.get("sec-fetch-site") === "same-origin") return enter(knock, code);
  const body = html`<form class="card narrow" method="post" action="/console/enter">
      <p>You come from the sidebar in Zendesk.</p>
      <input type="hidden" name="code" value="${code}">
      <button class="main">Open the console</button>
    </form>`;
  const page = shown(200, { title: "Open the console", body }, { query, visitor: null });
  return { ...page, outcome: "asked", message: "Console: somebody comes from the sidebar" };
}

/** The same, by the button. */
export const comeByButton = (knock: Knock): Promise<Answer> => enter(knock, knock.form.get("code") ?? "");

async function enter(knock: Knock, code: string): Promise<Answer> {
  const { deps } = knock;
  const { db, env, zendesk } = deps;
  const kept = await useCode(db, { secret: sessionSecretOf(env), what: "console", code });
  const agentId = kept?.agentId;
  if (!agentId) return signInPage(CODE_SPENT, env);
  try {
    const agent = await askSoon(deps, "zendesk", () => zendesk.showAgent(agentId));
    return await letIn(knock, { agent, by: "sidebar", to: kept.to });
  } catch (error) {
    if (error instanceof UpstreamError) return signInPage(zendeskAway(error), env);
    throw error;
  }
}
