import { PayloadError, TooLargeError } from "../../errors.ts";

/** Twilio's parameters; a name given more than once has its values in a list, as the signature needs them. */
export type Form = Record<string, string | string[]>;

/** Well above what Twilio sends; parsing 550,000 names costs 1.7 s before any signature is looked at. */
const MAX_FIELDS = 512;
const AMPERSAND = 0x26;

/**
 * The parameters of a form body.
 * @throws {TooLargeError} above 512 fields, counted before they are parsed
 */
export function parseForm(bytes: Uint8Array): Form {
  let fields = 1;
  for (const byte of bytes) if (byte === AMPERSAND) fields += 1;
  if (fields > MAX_FIELDS) throw new TooLargeError(`more than ${MAX_FIELDS} fields`);
  // No prototype: a field may be called __proto__.
  const form: Form = Object.create(null);
  for (const [name, value] of new URLSearchParams(new TextDecoder().decode(bytes))) {
    const earlier = form[name];
    form[name] = earlier === undefined ? value : [earlier, value].flat();
  }
  return form;
}

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
