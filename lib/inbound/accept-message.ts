import { durably } from "../db/durably.ts";
import { keepUnknown } from "../db/tasks.ts";
import type { Deps } from "../deps.ts";
import { parsePhone } from "../domain/address.ts";
import type { InboundMessage } from "../domain/message.ts";

/** What an authentic webhook said; `message` is null for one from a sender whom nobody could answer. */
export type AuthenticMessage = { messageId: string; message: InboundMessage | null; raw: string };

export type Accepted = "stored" | "duplicate" | "kept" | "ignored-own-number";

/**
 * Stores what an authentic webhook brought. An echo of our own number is ignored; what cannot be answered is kept with
 * its raw body as a dead task.
 * @throws {NotDurableError} when PostgreSQL did not confirm
 */
export async function acceptMessage(
  deps: Deps,
  { messageId, message, raw }: AuthenticMessage,
): Promise<Accepted> {
  if (!message) {
    const why = "its sender is neither a phone number nor a business-scoped user id";
    await durably(() => keepUnknown(deps.db, { kind: "unknown-sender", dedupeKey: messageId, raw, why }));
    return "kept";
  }
  if (isOwnNumber(deps, message)) return "ignored-own-number";
  const received = await deps.receive([message]);
  return received.find((one) => one.messageId === messageId)?.outcome ?? "duplicate";
}

/** Two of our own numbers talking to each other would never stop. */
function isOwnNumber({ ownNumbers }: Deps, { sender, contact }: InboundMessage): boolean {
  return (
    contact.phone !== null && (contact.phone === parsePhone(sender) || ownNumbers.includes(contact.phone))
  );
}
