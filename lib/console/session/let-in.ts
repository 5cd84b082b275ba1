import { beginSession } from "../../db/access/sessions.ts";
import { roleOf } from "../../domain/access/role-of.ts";
import type { Answer } from "../../http/answer.ts";
import type { ZendeskAgent } from "../../zendesk/zendesk.ts";
import { ledTo } from "../answers.ts";
import { cookieIn, setCookie } from "./cookies.ts";
import type { Knock } from "./knock.ts";
import { placeBelow } from "./place-below.ts";
import { NOT_AN_AGENT } from "./refusals.ts";
import { sessionSecretOf } from "./session-secret.ts";
import { signInPage } from "./sign-in-page.ts";
import { mayEnter } from "./visitor-by-session.ts";

type Comer = { agent: ZendeskAgent | null; by: "console" | "sidebar"; to: string | undefined };

/** An agent of Zendesk's has a session from now on, and comes to the page that they wanted; whoever is none is told so. */
export async function letIn({ headers, deps }: Knock, { agent, by, to }: Comer): Promise<Answer> {
  const { db, env } = deps;
  if (!mayEnter(agent)) return signInPage(NOT_AN_AGENT, env);
  const value = await beginSession(db, {
    secret: sessionSecretOf(env),
    actor: { by, id: agent.id, name: agent.name },
    role: roleOf(agent, env.consoleAdmins),
    before: cookieIn(headers, "session"),
  });
  return {
    ...ledTo(placeBelow(to), setCookie(headers, "session", value)),
    outcome: "signed-in",
    message: "Console: an agent signed in",
  };
}
