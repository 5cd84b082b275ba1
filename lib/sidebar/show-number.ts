import { enter } from "../db/audit/auditing.ts";
import { numberOfTicket } from "../db/sidebar/ticket-number.ts";
import type { Actor } from "../domain/access/actor.ts";
import { RefusedError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { requesterOf } from "./requester.ts";

/**
 * The whole number of a ticket's customer, for an agent who wants to see it. That they saw it stands on the audit trail, or it is not told.
 * @throws {RefusedError} when nobody tells it
 */
export async function showNumber(
  deps: Deps,
  { ticketId, actor }: { ticketId: string; actor: Actor },
): Promise<string> {
  const customer = await numberOfTicket(deps.db, { ticketId, actor });
  const phone = customer ? customer.phone : await numberOfRequester(deps, { ticketId, actor });
  if (phone !== null) return phone;
  throw new RefusedError("WhatsApp does not tell this customer's number", { because: "missing" });
}

/** Zendesk tells it, and so the entry stands before it is told here. */
async function numberOfRequester(
  deps: Deps,
  { ticketId, actor }: { ticketId: string; actor: Actor },
): Promise<string | null> {
  const { phone, contactId } = await requesterOf(deps, ticketId);
  if (phone === null) return null;
  const subject = contactId === null ? `ticket:${ticketId}` : `contact:${contactId}`;
  await enter(deps.db, { actor, action: "number.show", subject });
  return phone;
}
