import type { DepsOptions } from "../../lib/wiring/wire.ts";
import { API_KEY } from "./conversations-api.ts";
import { createWorld, testIn, type World } from "./world.ts";

/** A rate at which nobody waits, for tests of something else. */
const AT_ONCE = "1000000";

export const CONTENT_SID = `HX${"c".repeat(32)}`;

type Asked = {
  method?: "GET" | "POST" | "DELETE";
  query?: string;
  headers?: Record<string, string>;
  /** Another instance than the world's first. */
  origin?: string;
};

/** Calls /api/messages as an external system does: an object as JSON, a form as one, a text as JSON as it stands. */
export async function call(world: World, body: object | string | null, asked: Asked = {}) {
  const { method = "POST", query = "", headers = {}, origin = world.origin } = asked;
  const isForm = body instanceof URLSearchParams;
  const response = await fetch(`${origin}/api/messages${query}`, {
    method,
    headers: {
      authorization: `Bearer ${API_KEY}`,
      ...(body !== null && !isForm && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== null && { body: isForm || typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, json: await response.json() };
}

/** How far a batch has come. */
export async function progress(world: World, batchId: string) {
  return (await call(world, null, { method: "GET", query: `?batch=${batchId}` })).json;
}

export const cancel = (world: World, batchId: string) =>
  call(world, null, { method: "DELETE", query: `?batch=${batchId}` });
export const retryFailed = (world: World, batchId: string) =>
  call(world, null, { query: `?batch=${batchId}&retry=failed` });

/** So many numbers, none of them twice. */
export const numbers = (count: number) =>
  Array.from({ length: count }, (_, n) => `+1415${String(2_000_000 + n)}`);

/** To whom messages went, sorted, as SMS numbers. */
export const receivers = (world: World) =>
  world.twilio.sent.map(({ to }) => to.replace("whatsapp:", "")).sort();

/** A template of Twilio's with two variables. */
export function approveContent(world: World, body = "Hello {{1}}, your order {{2}} is ready."): void {
  world.twilio.contents.push({ sid: CONTENT_SID, types: { "twilio/text": { body } } });
}

/** Settings under which nothing waits for the rate. */
export const fastWorld = (env: Record<string, string | undefined> = {}, deps: DepsOptions = {}) =>
  createWorld({ env: { SEND_RATE_PER_SECOND: AT_ONCE, ...env }, deps });

/** A test with such a world of its own. */
export const test = testIn(fastWorld);

export const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

/** Calls that send a message of Twilio's to an address. */
export const isTo =
  (to: string) =>
  ({ body }: { body: unknown }) =>
    (body as { To?: string } | undefined)?.To === to;
