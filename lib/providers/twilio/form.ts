import { PayloadError } from "../../errors.ts";
import type { Form } from "../../http/form.ts";

/**
 * The form with one value a name.
 * @throws {PayloadError} when a name was given twice: Twilio never does, and the signature does not tell them apart
 */
export function scalars(form: Form): Record<string, string> {
  const out: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(form)) {
    if (typeof value !== "string") throw new PayloadError(`${name.slice(0, 40)} was given more than once`);
    out[name] = value;
  }
  return out;
}

/** The error for a form that a schema refused: it names the field, never its value. */
export function malformed(issues: { path: PropertyKey[] }[]): PayloadError {
  return new PayloadError(`${String(issues[0]?.path[0])} is missing or malformed`);
}
