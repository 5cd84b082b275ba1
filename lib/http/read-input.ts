import { PayloadError } from "../errors.ts";
import { parseJson } from "./upstream.ts";

/** What callers of our API send: JSON, or a form as automation tools write it. */
export const INPUT_TYPES = ["application/json", "application/x-www-form-urlencoded"];

/**
 * What a caller sent, as one object: JSON as it is; a form's fields by name, where `variables[1]` is a member, a repeated field a
 * list, and a value that is JSON itself what it says.
 * @throws {PayloadError} for JSON that is none
 */
export function readInput(bytes: Uint8Array, contentType: string): unknown {
  const text = new TextDecoder().decode(bytes);
  if (contentType.toLowerCase().startsWith("application/json")) {
    const json = parseJson(text);
    if (json === undefined) throw new PayloadError("The body is not JSON");
    return json;
  }
  const input: Record<string, unknown> = {};
  for (const [field, value] of new URLSearchParams(text)) {
    const [, name = field, member] = /^(\w+)\[(\w*)\]$/.exec(field) ?? [];
    // A field that is left empty is one that was not filled in.
    if (value === "") continue;
    const known = input[name];
    if (member) input[name] = { ...(isRecord(known) ? known : {}), [member]: value };
    else if (known === undefined) input[name] = member === "" ? [structured(value)] : structured(value);
    else input[name] = [known, structured(value)].flat();
  }
  return input;
}

function structured(value: string): unknown {
  return /^\s*[[{]/.test(value) ? (parseJson(value) ?? value) : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
