import { InvalidInputError } from "../errors.ts";
import { parseForm } from "./form.ts";
import { parseJson } from "./upstream.ts";

/** The bodies that our own API takes: JSON, or the form that tools without code send. */
export const API_BODY = {
  contentTypes: ["application/json", "application/x-www-form-urlencoded"],
  maxBytes: 128 * 1024,
};

/** A caller of our API tries again after a 5xx. */
export const API_REFUSALS = { unsigned: 401, notDurable: 503 } as const;

/**
 * The named values in a body: a JSON object, or a form, where a name given more than once is a list.
 * @throws {InvalidInputError} for JSON that is no object
 * @throws {TooLargeError} for more fields than we read
 */
export function readFields({
  headers,
  bytes,
}: {
  headers: Headers;
  bytes: Uint8Array;
}): Record<string, unknown> {
  if (!/^application\/json\b/i.test(headers.get("content-type") ?? "")) return { ...parseForm(bytes) };
  const json = parseJson(new TextDecoder().decode(bytes));
  // Any object that is neither null nor a list can be read by name.
  if (typeof json === "object" && json !== null && !Array.isArray(json))
    return json as Record<string, unknown>;
  throw new InvalidInputError([{ path: "", message: "is not a JSON object" }]);
}
