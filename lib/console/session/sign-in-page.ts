import { html } from "hono/html";
import type { Answer } from "../../http/answer.ts";
import type { Deps } from "../../ports.ts";
import { shown } from "../answers.ts";
import type { Html } from "../page.ts";
import type { Unknown } from "./visitor-by-session.ts";

type Env = Deps["env"];

type Said = { title: string; why: string };

type Asked = Said & {
  status: number;
  outcome: string;
  /** Where the visitor wanted to go. */
  to?: string;
};

const WHY: Record<Unknown, Said & { status: number }> = {
  "not-signed-in": { status: 401, title: "Sign in", why: "The console is for agents of your Zendesk." },
  "session-over": {
    status: 401,
    title: "Sign in again",
    why: "You were signed in here, and that is over: it lasts eight hours, and ends when you sign out or may not work in Zendesk any more.",
  },
  "not-confirmed": {
    status: 503,
    title: "Zendesk does not answer",
    why: "It has not said for an hour whether you may still work in it. Reload this page in a moment: you stay signed in.",
  },
};

/** A visitor whom nobody knows is asked to sign in, and comes to the page that they wanted. */
export function askToSignIn(nobody: Unknown, env: Env, to: string): Answer {
  return signInPage({ ...WHY[nobody], outcome: nobody, to }, env);
}

/** Why somebody is not in, and every way on. */
export function signInPage({ status, title, why, outcome, to = "/console" }: Asked, env: Env): Answer {
  const page = { title, body: html`<section class="card narrow"><p>${why}</p>${waysOn(env, to)}</section>` };
  const answered = shown(status, page, { query: new URLSearchParams(), visitor: null });
  return { ...answered, outcome, message: `Console: ${title}` };
}

function waysOn(env: Env, to: string): Html {
  const { signIn, password } = env.waysIn;
  const from = to === "/console" ? "" : `?${new URLSearchParams({ to })}`;
  return html`${signIn ? html`<p><a class="button main" href="/console/sign-in${from}">Sign in with Zendesk</a></p>` : ""}
    ${password ? html`<p><a href="/console?with=password">Use the console's password</a></p>` : ""}
    ${signIn || password ? "" : html`<p>Open the console from the sidebar beside a ticket in Zendesk.</p>`}`;
}
