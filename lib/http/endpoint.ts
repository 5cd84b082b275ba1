import { setImmediate } from "node:timers/promises";
import { waitUntil } from "@vercel/functions";
import { createLog } from "../log.ts";
import type { Deps } from "../ports.ts";
import type { Answer, Incoming, Refusals } from "./answer.ts";
import { answerToError } from "./answer-to-error.ts";
import { OUTCOME_HEADER } from "./outcome-header.ts";
import { type BodyLimits, readBody } from "./read-body.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
type Method = (typeof METHODS)[number];
type Handler = (request: Request) => Promise<Response>;
type Handlers = Record<Method, Handler>;

type MethodDefinition = {
  /** What its body may be; for each request, where a function answers several kinds of caller. */
  body?: BodyLimits | ((request: Request) => BodyLimits);
  handle(incoming: Incoming, deps: Deps): Promise<Answer>;
};

type ErrorsAs = "text" | "json";

type EndpointDefinition = {
  route: string;
  /** With which codes this route's sender is refused. */
  refusals: Refusals;
  /** How errors are told: to a webhook's sender as a sentence, to a caller of our API as `{ "error": sentence, … }`. */
  errorsAs?: ErrorsAs | ((request: Request) => ErrorsAs);
  methods: { GET?: MethodDefinition; POST?: MethodDefinition; DELETE?: MethodDefinition };
};

export type Endpoint = Handlers & {
  /** The same handlers with other dependencies. */
  with(deps: Deps): Handlers;
};

const encoder = new TextEncoder();

/**
 * Makes a function's handlers: limits before parsing, errors to the codes that make this sender do the right thing, one
 * log line a request, constant bodies that no browser guesses the type of, and 405 with Allow for every other method.
 * @param getDeps called at the first request: what it throws, such as a SettingError, is answered
 */
export function defineEndpoint(getDeps: () => Deps, definition: EndpointDefinition): Endpoint {
  const handlers = (get: () => Deps): Handlers => {
    const handle = (request: Request) => answer(definition, request, get);
    return Object.fromEntries(METHODS.map((method) => [method, handle])) as Handlers;
  };
  return { ...handlers(getDeps), with: (deps) => handlers(() => deps) };
}

async function answer(
  definition: EndpointDefinition,
  request: Request,
  getDeps: () => Deps,
): Promise<Response> {
  const startedAt = performance.now();
  const requestId = request.headers.get("x-vercel-id") ?? crypto.randomUUID();
  let deps: Deps | undefined;
  let given: Answer;
  try {
    deps = getDeps();
    given = await handleRequest(definition, request, deps);
  } catch (error) {
    given = await answerToError(error, { ...definition, requestId, deps });
  }
  const { status, outcome, message, fields } = given;
  const ms = Math.round(performance.now() - startedAt);
  const level = status >= 500 ? "error" : status >= 400 ? "warn" : "info";
  const log = deps?.log ?? createLog({ debug: false });
  log[level](message, { route: definition.route, requestId, status, outcome, ms, ...fields });
  if (given.background)
    waitUntil(afterAnswer(given.background).catch((error) => logBackground(deps, definition.route, error)));
  const { errorsAs = "text" } = definition;
  const told = typeof errorsAs === "function" ? errorsAs(request) : errorsAs;
  return respond(given, { method: request.method, requestId, errorsAs: told });
}

/** Its beginning, such as a first statement, is not to stand between the answer and the sender. */
async function afterAnswer(background: () => Promise<unknown>): Promise<void> {
  await setImmediate();
  await background();
}

async function handleRequest(definition: EndpointDefinition, request: Request, deps: Deps): Promise<Answer> {
  const { methods, route } = definition;
  const method = request.method === "HEAD" ? "GET" : request.method;
  const defined = methods[method as keyof typeof methods];
  if (!defined) return methodNotAllowed(methods, route);
  const limits = typeof defined.body === "function" ? defined.body(request) : defined.body;
  const bytes = limits ? await readBody(request, limits) : new Uint8Array();
  if (bytes.length > 0 && !limits?.isSecret)
    deps.log.debug(`${route} body`, { body: new TextDecoder().decode(bytes) });
  return defined.handle({ ...addressOf(request), headers: request.headers, bytes }, deps);
}

function methodNotAllowed(methods: EndpointDefinition["methods"], route: string) {
  const allow = Object.keys(methods).flatMap((name) => (name === "GET" ? ["GET", "HEAD"] : [name]));
  return {
    status: 405,
    body: `Method not allowed: use ${allow.join(" or ")}.`,
    outcome: "method-not-allowed",
    message: `${route}: method not allowed`,
    headers: { allow: allow.join(", ") },
  };
}

/** Path and query as they stand in the URL: what Twilio signs must not be normalised. */
function addressOf({ url }: Request): { path: string; rawQuery: string } {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  const question = url.indexOf("?", start);
  return question === -1
    ? { path: url.slice(start), rawQuery: "" }
    : { path: url.slice(start, question), rawQuery: url.slice(question) };
}

type Asked = { method: string; requestId: string; errorsAs: ErrorsAs };

function respond(given: Answer, { method, requestId, errorsAs }: Asked): Response {
  const { status, outcome, headers, details } = given;
  const isSentence = given.body !== null && status >= 400 && given.contentType === undefined;
  const asJson = isSentence && errorsAs === "json";
  const contentType = given.contentType ?? (asJson ? "application/json" : "text/plain; charset=utf-8");
  const sentence = asJson
    ? `${JSON.stringify({ error: given.body, ...details, requestId })}\n`
    : `${given.body} Request ${requestId}\n`;
  const body = isSentence ? sentence : given.body;
  const hasBody = body !== null && method !== "HEAD";
  return new Response(hasBody ? (typeof body === "string" ? encoder.encode(body) : body) : null, {
    status,
    headers: {
      ...(body !== null && { "content-type": contentType }),
      ...(status >= 400 && { [OUTCOME_HEADER]: outcome }),
      "cache-control": "no-store",
      // Some bodies say what a stranger's URL says, such as Meta's challenge: nobody is to take one for a page.
      "x-content-type-options": "nosniff",
      ...headers,
    },
  });
}

function logBackground(deps: Deps | undefined, route: string, error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  deps?.log.error(`${route}: background work stopped: ${why}`, { route });
}
