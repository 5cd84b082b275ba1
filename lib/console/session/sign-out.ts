import { endSession } from "../../db/access/sessions.ts";
import type { Answer } from "../../http/answer.ts";
import { ledTo } from "../answers.ts";
import { cookieIn, dropCookie } from "./cookies.ts";
import type { Knock } from "./knock.ts";
import { sessionSecretOf } from "./session-secret.ts";
import { signInPage } from "./sign-in-page.ts";
import { visitorBySession } from "./visitor-by-session.ts";

/** The session is over, here and in the browser. */
export async function signOut({ headers, deps }: Knock): Promise<Answer> {
  const secret = sessionSecretOf(deps.env);
  const value = cookieIn(headers, "session");
  const visitor = await visitorBySession(headers, deps);
  if (value !== null && typeof visitor !== "string") {
    const { actor } = visitor;
    await endSession(deps.db, { secret, value }, { actor, agentId: actor.id });
  }
  const gone = ledTo("/console/signed-out", dropCookie(headers, "session"));
  return { ...gone, outcome: "signed-out", message: "Console: an agent signed out" };
}

/** What is said then. */
export async function saySignedOut({ deps }: Knock): Promise<Answer> {
  const why =
    "You are signed out of Tickline. Zendesk may still know you: on a machine of others, sign out there too.";
  return signInPage({ status: 200, outcome: "shown", title: "Signed out", why }, deps.env);
}
