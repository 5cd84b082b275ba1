import { createHash, randomBytes } from "node:crypto";
import { makeCode } from "../../db/access/one-time-codes.ts";
import { ownOrigin } from "../../domain/urls/own-origin.ts";
import { NotConfiguredError } from "../../errors.ts";
import type { Answer } from "../../http/answer.ts";
import type { Deps } from "../../ports.ts";
import { ledTo } from "../answers.ts";
import { isOnOwnMachine } from "../require-password.ts";
import { cookieIn, setCookie } from "./cookies.ts";
import type { Knock } from "./knock.ts";
import { placeBelow } from "./place-below.ts";
import { sessionSecretOf } from "./session-secret.ts";

/** What is kept of a sign-in that is under way. */
export type UnderWay = { verifier: string; browser: string; redirectUri: string; to: string };

const LASTS_SECONDS = 600;

/**
 * Sends the browser to Zendesk, and remembers under a `state` that is good once what proves that we asked, which browser it was, and where
 * its user wanted to go.
 */
export async function beginSignIn({ headers, query, deps }: Knock): Promise<Answer> {
  const { db, env } = deps;
  const secret = sessionSecretOf(env, "signIn");
  const zendesk = await deps.zendeskSignIn();
  // Two tabs that sign in are one browser.
  const browser = cookieIn(headers, "browser") ?? random();
  const verifier = random();
  const redirectUri = `${originFor(headers, env)}/console/signed-in`;
  const detail: UnderWay = {
    verifier,
    browser: digest(browser),
    redirectUri,
    to: placeBelow(query.get("to")),
  };
  const state = await makeCode(db, { secret, what: "state", detail, seconds: LASTS_SECONDS });
  const address = zendesk.address({ state, challenge: digest(verifier), redirectUri });
  return {
    ...ledTo(address, setCookie(headers, "browser", browser)),
    outcome: "sent-to-zendesk",
    message: "Console: a sign-in was begun",
  };
}

/** As PKCE wants it, and as we keep what only a browser may know. */
export const digest = (text: string) => createHash("sha256").update(text).digest("base64url");

const random = () => randomBytes(32).toString("base64url");

/** Zendesk knows one address of ours. Whoever came by another begins once more at that one. */
function originFor(headers: Headers, { publicOrigins }: Deps["env"]): string {
  const origin = (isOnOwnMachine(headers) && ownOrigin(headers)) || publicOrigins[0];
  if (!origin) throw new NotConfiguredError("Signing in with Zendesk", ["PUBLIC_BASE_URL"]);
  return origin;
}
