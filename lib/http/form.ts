import { TooLargeError } from "../errors.ts";

/** A form's fields; a name given more than once has its values in a list, as Twilio's signature needs them. */
export type Form = Record<string, string | string[]>;

/** Well above what anybody sends; parsing 550,000 names costs 1.7 s before any signature is looked at. */
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
