import type { Refusal } from "../domain/notes/refusal.ts";
import { refusalText } from "../domain/notes/refusal-text.ts";
import { RefusedError } from "../errors.ts";

/** The error for what cannot be sent from a ticket: in English, as the sidebar shows it, and with what a note says of it in its own language. */
export function refused(
  refusal: Refusal,
  details: { because: RefusedError["because"]; code?: string },
): RefusedError {
  return new RefusedError(refusalText(refusal), { ...details, refusal });
}
