import { isNestedTooDeeply, MAX_LEVELS } from "../domain/json-nesting.ts";
import { InvalidInputError } from "../errors.ts";
import { parseForm } from "./form.ts";
import { unfoldForm } from "./unfold-form.ts";
import { parseJson } from "./upstream.ts";

/** The bodies that our own API takes: JSON, or the form that tools without code send. */
export const API_BODY = {
  contentTypes: ["application/json", "application/x-www-form-urlencoded"],
  maxBytes: 128 * 1024,
};

/** The same for calls that name many people, up to what Vercel lets through; one that says all in its address needs no body. */
export const BULK_BODY = { ...API_BODY, maxBytes: 4.5 * 1024 * 1024, mayBeEmpty: true };

/** A caller of our API tries again after a 5xx. */
export const API_REFUSALS = { unsigned: 401, notDurable: 503 } as const;

/** The named values in a query, which begins with `?`. */
export function readQuery({ rawQuery }: { rawQuery: string }) {
  return parseForm(Buffer.from(rawQuery.slice(1)));
}

/**
 * The named values in a body: a JSON object, or a form, where a name given more than once is a list.
 * @throws {InvalidInputError} for JSON that is no object, or nested too deeply
 * @throws {TooLargeError} for more fields than we read
 */
export function readFields({
  headers,
  bytes,
}: {
  headers: Headers;
  bytes: Uint8Array;
}): Record<string, unknown> {
  if (!isJson(headers)) return { ...parseForm(bytes) };
  const text = new TextDecoder().decode(bytes);
  if (isNestedTooDeeply(text))
    throw new InvalidInputError([{ path: "", message: `is nested more than ${MAX_LEVELS} levels deep` }]);
  const json = parseJson(text);
  // Any object that is neither null nor a list can be read by name.
  if (typeof json === "object" && json !== null && !Array.isArray(json))
    return json as Record<string, unknown>;
  throw new InvalidInputError([{ path: "", message: "is not a JSON object" }]);
}

/** The same, with a form unfolded to the object that it stands for. */
export function readApiFields(body: { headers: Headers; bytes: Uint8Array }): Record<string, unknown> {
  const fields = readFields(body);
  return isJson(body.headers) ? fields : unfoldForm(fields);
}

function isJson(headers: Headers): boolean {
  return /^application\/json\b/i.test(headers.get("content-type") ?? "");
}
