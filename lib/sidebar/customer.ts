import { customerOfTicket } from "../db/sidebar/ticket-customer.ts";
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
