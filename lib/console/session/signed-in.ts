import { useCode } from "../../db/access/one-time-codes.ts";
import { UpstreamError } from "../../errors.ts";
import type { Answer } from "../../http/answer.ts";
import type { Deps } from "../../ports.ts";
import { isSameSecret } from "../../same-secret.ts";
import { cookieIn } from "./cookies.ts";
import type { Knock } from "./knock.ts";
import { letIn } from "./let-in.ts";
import { NOT_BEGUN_HERE, NOT_TAKEN, NOT_WANTED, OUT_OF_DATE, zendeskAway } from "./refusals.ts";
import { sessionSecretOf } from "./session-secret.ts";
import { digest, type UnderWay } from "./sign-in.ts";
import { signInPage } from "./sign-in-page.ts";

/** Where Zendesk sends the browser back to: whoever gave the code is signed in, if it was this browser that asked for it. */
export async function finishSignIn(knock: Knock): Promise<Answer> {
  const { headers, query, deps } = knock;
  const secret = sessionSecretOf(deps.env, "signIn");
  const browser = cookieIn(headers, "browser");
  const state = query.get("state");
  if (!state || browser === null) return signInPage(NOT_BEGUN_HERE, deps.env);
  const kept = await useCode(deps.db, { secret, what: "state", code: state });
  if (!kept) return signInPage(OUT_OF_DATE, deps.env);
  // `beginSignIn` alone makes codes for "state".
  const underWay = kept as UnderWay;
  const { to } = underWay;
  if (!isSameSecret(digest(browser), underWay.browser)) return signInPage(NOT_BEGUN_HERE, deps.env);
  const error = query.get("error");
  if (error === "access_denied") return signInPage({ ...NOT_WANTED, to }, deps.env);
  const code = query.get("code");
  if (error !== null || !code) return signInPage({ ...NOT_TAKEN, to }, deps.env);
  const agent = await whoGave(deps, { code, underWay });
  if (agent instanceof UpstreamError) return signInPage({ ...zendeskAway(agent), to }, deps.env);
  if (agent === "refused") return signInPage({ ...NOT_TAKEN, to }, deps.env);
  return letIn(knock, { agent, by: "console", to });
}

async function whoGave({ zendeskSignIn }: Deps, { code, underWay }: { code: string; underWay: UnderWay }) {
  const { verifier, redirectUri } = underWay;
  try {
    return await (await zendeskSignIn()).whoGave({ code, verifier, redirectUri });
  } catch (error) {
    if (error instanceof UpstreamError) return error;
    throw error;
  }
}
