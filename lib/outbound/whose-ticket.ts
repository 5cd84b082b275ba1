import { loadTicketContact, type TicketContact } from "../db/messages/agent-replies.ts";
import { followMergedUser } from "../db/messages/message-in-context.ts";
import type { Deps } from "../ports.ts";
import type { Ticket, ZendeskPerson } from "../zendesk/zendesk.ts";

type Whose = "the contact's" | "another's" | "deleted";
type Known = Pick<TicketContact, "contactId" | "zendeskUserId" | "phone" | "bsuid">;

/**
 * Whose ticket this is by now. Agents give tickets to other people, whose words and answers are none of the contact's business;
 * they also merge users, and then the contact is known by the other user from now on.
 * @param shown the ticket, for whoever has just asked for it
 */
export async function whoseTicket(
  deps: Pick<Deps, "db" | "zendesk">,
  ticketId: string,
  contact: Known,
  shown?: Ticket,
): Promise<Whose> {
  const { contactId, zendeskUserId } = contact;
  if (zendeskUserId === null) return "the contact's";
  const { status, requesterId } = shown ?? (await deps.zendesk.showTicket(ticketId));
  if (status === "deleted") return "deleted";
  if (requesterId === null || requesterId === zendeskUserId) return "the contact's";
  const requester = await deps.zendesk.showUser(requesterId);
  // No agent can choose a user who is gone: that was the contact's, who has a new one since.
  if (requester === null || isOurUserOf(requester, contact)) return "the contact's";
  if (!hasTheirPhone(requester, contact)) return "another's";
  await followMergedUser(deps.db, { contactId, from: zendeskUserId, to: requesterId });
  return "the contact's";
}

/** Whether a reply that waited would reach somebody else than its ticket's requester. */
export async function isForAnother(deps: Pick<Deps, "db" | "zendesk">, ticketId: string): Promise<boolean> {
  const contact = await loadTicketContact(deps.db, ticketId);
  return contact !== undefined && (await whoseTicket(deps, ticketId, contact)) === "another's";
}

/** Made by us for this contact, under any of the names by which we may have known them. */
function isOurUserOf({ externalId }: ZendeskPerson, { phone, bsuid, contactId }: Known): boolean {
  return externalId !== null && [phone, bsuid, contactId].includes(externalId);
}

/** The user into which another was merged has that one's number beside their own. */
function hasTheirPhone({ phones }: ZendeskPerson, { phone }: Known): boolean {
  return phone !== null && phones.some((one) => digitsOf(one) === digitsOf(phone));
}

/** Agents write numbers with spaces and brackets. */
const digitsOf = (phone: string) => phone.replace(/\D/g, "");
