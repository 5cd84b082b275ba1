import type { History } from "../../lib/contacts/read-history.ts";
import type { World } from "./world.ts";

export const API_KEY = "an-api-key-for-tests-of-32-characters";

type Asking = { key?: string | null; origin?: string };

/** Calls /api/contacts: a GET or DELETE with these parameters, a POST with them as JSON. */
export function callContacts(
  world: World,
  method: "GET" | "POST" | "DELETE",
  fields: Record<string, unknown>,
  asking: Asking = {},
): Promise<Response> {
  if (method === "POST") return callApi(world, method, "/api/contacts", fields, asking);
  const query = new URLSearchParams(fields as Record<string, string>);
  return callApi(world, method, `/api/contacts?${query}`, undefined, asking);
}

/** Calls our own API, with a body as JSON where one is given. */
export function callApi(
  world: World,
  method: string,
  path: string,
  body?: unknown,
  { key = API_KEY, origin = world.origin }: Asking = {},
): Promise<Response> {
  return fetch(`${origin}${path}`, {
    method,
    headers: {
      ...(key !== null && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** As JSON tells it: moments are texts. */
export type Told<T> = T extends Date ? string : T extends object ? { [K in keyof T]: Told<T[K]> } : T;

/** A contact's history, as an answer tells it. @throws {Error} when it is not answered with 200 */
export async function historyOf(world: World, fields: Record<string, unknown>): Promise<Told<History>> {
  const response = await callContacts(world, "GET", fields);
  const body: unknown = await response.json();
  if (response.status !== 200) throw new Error(`HTTP ${response.status}: ${JSON.stringify(body)}`);
  return body as Told<History>;
}
