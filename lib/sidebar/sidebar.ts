import { InvalidInputError, RefusedError, SignatureError } from "../errors.ts";
import { type Answer, type Incoming, jsonAnswer } from "../http/answer.ts";
import { parseForm } from "../http/form.ts";
import { readFields, readQuery } from "../http/read-fields.ts";
import type { Deps } from "../ports.ts";
import { pathIn } from "./address.ts";
import { requireSidebarAgent } from "./agent.ts";
import { verifyAppToken } from "./app-token.ts";
import { makeBearer, readBearer } from "./bearer.ts";
import { CALLS, type Method } from "./calls.ts";
import { sidebarSettings } from "./configured.ts";
import { requireOwnCall } from "./own-call.ts";
import { sidebarPage } from "./page.ts";

/** Nothing that is answered here is a page, or another page's. */
const SAFE = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
};

/**
 * What the sidebar is answered.
 * @throws {KnownError} when whoever asks may not, what they ask for is wrong, or an upstream is away
 */
export async function answerSidebar(method: Method, incoming: Incoming, deps: Deps): Promise<Answer> {
  const path = pathIn(incoming.rawQuery) ?? "page";
  if (path === "page") return showPage(method, incoming, deps);
  const settings = sidebarSettings(deps.env);
  requireOwnCall(incoming.headers);
  if (path === "renew" && method === "POST") {
    const renewed = makeBearer(settings, readBearer(settings, incoming.headers));
    return answered("renew", "renewed", renewed);
  }
  const visitor = await requireSidebarAgent(incoming.headers, deps);
  const calls = CALLS[method];
  const call = Object.hasOwn(calls, path) ? calls[path] : undefined;
  if (!call) throw new RefusedError("The sidebar has no such call", { because: "missing" });
  const fields = method === "GET" ? readQuery(incoming) : readFields(incoming);
  const { json, background } = await call({ ...visitor, deps, fields });
  return { ...answered(path, "answered", json), ...(background && { background }) };
}

/** Zendesk posts a form with its token, and a browser shows what is answered beside a ticket. */
async function showPage(method: Method, incoming: Incoming, deps: Deps): Promise<Answer> {
  if (method !== "POST")
    throw new RefusedError("This page is shown in Zendesk, beside a ticket", { because: "missing" });
  const settings = sidebarSettings(deps.env);
  const { token } = parseForm(incoming.bytes);
  if (typeof token !== "string") throw new InvalidInputError([{ path: "token", message: "is missing" }]);
  try {
    const { agentId, issuedAt } = await verifyAppToken(deps, settings, token);
    return sidebarPage(deps, settings, makeBearer(settings, { agentId, since: issuedAt }));
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error;
    const body = "Zendesk's token is wrong or too old: reload the page in Zendesk.";
    return {
      status: 401,
      body,
      outcome: "token-refused",
      message: `Sidebar: token refused - ${error.message}`,
    };
  }
}

function answered(path: string, outcome: string, json: unknown): Answer {
  return { ...jsonAnswer(200, json), outcome, message: `Sidebar: ${path}`, headers: SAFE };
}
