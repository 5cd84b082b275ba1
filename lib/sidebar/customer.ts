import { setLanguage } from "../db/contacts/contact-language.ts";
import { customerOfTicket } from "../db/sidebar/ticket-customer.ts";
import type { Actor } from "../domain/access/actor.ts";
import type { Language } from "../domain/replies/languages.ts";
import { RefusedError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { requesterOf } from "./requester.ts";

/**
 * Who can be written to about a ticket: the customer by our books, else whoever asked for it in Zendesk.
 * @throws {RefusedError} when that is nobody
 */
export async function customerOn(
  deps: Deps,
  ticketId: string,
): Promise<{ contactId: string | null; phone: string | null }> {
  const customer = await customerOfTicket(deps.db, ticketId);
  return customer ?? (await requesterOf(deps, ticketId));
}

/**
 * A ticket's customer is answered in this language from now on; null leaves it to what tells it by itself.
 * @throws {RefusedError} for whom we do not know yet
 */
export async function chooseLanguage(
  deps: Deps,
  { ticketId, language, actor }: { ticketId: string; language: Language | null; actor: Actor },
): Promise<void> {
  const { contactId } = await customerOn(deps, ticketId);
  const outcome = contactId && (await setLanguage(deps.db, { contactId, language, actor }));
  if (outcome !== "set")
    throw new RefusedError("Nobody who wrote to us is on this ticket", { because: "missing" });
}
