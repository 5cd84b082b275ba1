import { waitUntil } from "@vercel/functions";
import { type Deps, instanceDeps } from "../deps.ts";
import { createLog, type LogFields } from "../log.ts";
import { answerToError, type Refusals } from "./answer-to-error.ts";
import { OUTCOME_HEADER } from "./outcome-header.ts";
import { type BodyLimits, readBody } from "./read-body.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
type Method = (typeof METHODS)[number];
type Handler = (request: Request) => Promise<Response>;
type Handlers = Record<Method, Handler>;

/** A request as a webhook's code needs it. */
export type Incoming = {
  /** As it came, not normalised. */
  path: string;
  /** With its "?", or "". */
  rawQuery: string;
  headers: Headers;
  /** The raw body; empty for a method that declares none. */
  bytes: Uint8Array;
};

/** What an endpoint answers, and what stands in the log about it. */
export type Answer = {
  status: number;
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;
  contentType?: string;
  /** What came of it, in a word: "stored", "duplicate", "applied". */
  outcome: string;
  /** The line that a person reads in Vercel's log. No number unmasked, no message text. */
  message: string;
  fields?: LogFields;
  headers?: Record<string, string>;
  /** What stands beside the sentence of an error that is told as JSON. */
  details?: Record<string, unknown>;
  /** What the instance goes on doing after it answered. */
  background?: () => Promise<void>;
};

type MethodDefinition = {
  body?: BodyLimits;
  handle(incoming: Incoming, deps: Deps): Promise<Answer>;
};

type EndpointDefinition = {
  route: string;
  /** With which codes this route's sender is refused. */
  refusals: Refusals;
  /** How errors are told: to a webhook's sender as a sentence, to a caller of our API as `{ "error": sentence, … }`. */
  errorsAs?: "text" | "json";
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
 */
export function defineEndpoint(definition: EndpointDefinition): Endpoint {
  const handlers = (deps: () => Deps): Handlers => {
    const handle = (request: Request) => answer(definition, request, deps);
    return Object.fromEntries(METHODS.map((method) => [method, handle])) as Handlers;
  };
  return { ...handlers(instanceDeps), with: (deps) => handlers(() => deps) };
}

/** An answer of our own API. */
export function jsonAnswer(
  status: number,
  json: unknown,
): { status: number; body: string; contentType: string } {
  return { status, body: `${JSON.stringify(json)}\n`, contentType: "application/json" };
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
    waitUntil(given.background().catch((error) => logBackground(deps, definition.route, error)));
  return respond(given, { method: request.method, requestId, errorsAs: definition.errorsAs ?? "text" });
}

async function handleRequest(definition: EndpointDefinition, request: Request, deps: Deps): Promise<Answer> {
  const { methods, route } = definition;
  const method = request.method === "HEAD" ? "GET" : request.method;
  const defined = methods[method as keyof typeof methods];
  if (!defined) return methodNotAllowed(methods, route);
  const bytes = defined.body ? await readBody(request, defined.body) : new Uint8Array();
  if (bytes.length > 0) deps.log.debug(`${route} body`, { body: new TextDecoder().decode(bytes) });
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

type Asked = { method: string; requestId: string; errorsAs: "text" | "json" };

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
