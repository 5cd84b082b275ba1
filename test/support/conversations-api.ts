import type { World } from "./world.ts";

export const API_KEY = "an-api-key-for-tests-of-32-characters";

type Asked = {
  /** The conversation that a message is added to. */
  sid?: string;
  headers?: Record<string, string>;
  /** Another instance than the world's first. */
  origin?: string;
  /** In place of `Bearer` and the key; null leaves the header out. */
  authorization?: string | null;
};

/** Posts to /api/conversations as an external system does: an object as JSON, a form as one, a text as JSON as it stands. */
export async function ask(world: World, body: object | URLSearchParams | string, asked: Asked = {}) {
  const { sid, headers = {}, origin = world.origin, authorization = `Bearer ${API_KEY}` } = asked;
  const query = sid === undefined ? "" : `?sid=${encodeURIComponent(sid)}`;
  const isForm = body instanceof URLSearchParams;
  const response = await fetch(`${origin}/api/conversations${query}`, {
    method: "POST",
    headers: {
      ...(!isForm && { "content-type": "application/json" }),
      ...(authorization !== null && { authorization }),
      ...headers,
    },
    body: isForm || typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) };
}
