import { parsePhone } from "../domain/address.ts";
import type { InboundMessage } from "../domain/message.ts";
import type { Deps } from "../ports.ts";

/** Whether a number of ours wrote it: two of them talking to each other would never stop. */
export function isOwnNumber(
  { ownNumbers }: Pick<Deps, "ownNumbers">,
  { sender, contact }: Pick<InboundMessage, "sender" | "contact">,
): boolean {
  return (
    contact.phone !== null && (contact.phone === parsePhone(sender) || ownNumbers.includes(contact.phone))
  );
}
