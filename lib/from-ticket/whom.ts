import type { FirstContact } from "../db/bulk/ticket-templates.ts";
import { type Holder, holderByUser, holderOfTicket } from "../db/contacts/ticket-holders.ts";
import { recordTicketNews } from "../db/messages/agent-replies.ts";
import { parsePhone } from "../domain/address.ts";
import { refusal } from "../domain/notes/refusal.ts";
import { shorten, storable } from "../domain/text.ts";
import { takesComments } from "../domain/ticket-status.ts";
import { isUuid } from "../domain/uuid.ts";
import { personName } from "../domain/wording/person-name.ts";
import { whoseTicket } from "../outbound/whose-ticket.ts";
import type { Deps } from "../ports.ts";
import type { WholeTicket } from "../zendesk/zendesk.ts";
import { refused } from "./refused.ts";

/** Whom something is sent to from a ticket. */
export type Whom = {
  ticket: WholeTicket;
  /** As our API takes it. */
  to: string;
  phone: string | null;
  name: string | null;
  /** Set where nobody wrote on the ticket, and what is sent begins the conversation. */
  begins: Omit<FirstContact, "commentsBefore"> | null;
};

/**
 * Whom something is sent to from a ticket: its contact by our books, else whoever its requester in Zendesk is or, by their own number,
 * becomes.
 * @throws {RefusedError} when that is nobody, or somebody else by now; the message says what to do
 */
export async function whomOf(deps: Deps, ticketId: string): Promise<Whom> {
  const ticket = await deps.zendesk.showWholeTicket(ticketId);
  if (!ticket || ticket.status === "deleted") throw refused(refusal("noTicket"), { because: "missing" });
  if (!takesComments(ticket)) throw refused(refusal("closed"), { because: "conflict" });
  const holder = await holderInBooks(deps, ticket);
  if (!holder) return byRequester(deps, ticket);
  refuseErased(holder);
  if ((await whoseTicket(deps, ticketId, holder, ticket)) === "another's")
    throw refused(refusal("forAnother"), { because: "conflict" });
  return whom(ticket, holder, null);
}

/** A ticket that a customer's message has only just opened may not stand in our books yet. */
async function holderInBooks({ db }: Deps, ticket: WholeTicket): Promise<Holder | undefined> {
  const holder = await holderOfTicket(db, ticket.id);
  if (holder || !ticket.externalId || !isUuid(ticket.externalId)) return holder;
  await recordTicketNews(db, {
    ticketId: ticket.id,
    openedBy: ticket.externalId,
    subject: storable(ticket.subject),
    status: ticket.status,
    updatedAt: new Date(ticket.updatedAt ?? Date.now()),
    ring: "",
    commentId: null,
    isReply: false,
    isTagged: false,
    taggedBy: null,
  });
  return holderOfTicket(db, ticket.id);
}

async function byRequester(deps: Deps, ticket: WholeTicket): Promise<Whom> {
  const { requester } = ticket;
  const user = requester && (await deps.zendesk.showUser(requester.id));
  if (!user) throw refused(refusal("noRequester"), { because: "missing" });
  const phones = [...user.phones, user.externalId ?? ""].flatMap((phone) => internationalNumber(phone) ?? []);
  const { id: userId, externalId } = user;
  const holder = await holderByUser(deps.db, { userId, externalId, phones });
  if (holder) refuseErased(holder);
  const [phone = null] = phones;
  const begins = {
    status: ticket.status,
    updatedAt: ticket.updatedAt,
    subject: shorten(storable(ticket.subject), 150),
    requesterId: userId,
    name: personName(storable(requester.name ?? "")),
  };
  return whom(ticket, holder ?? { phone, bsuid: null, profileName: null }, begins);
}

/** A number without its country's code is somebody's in another country. */
function internationalNumber(written: string): string | null {
  return /^\s*\+/.test(written) ? parsePhone(written) : null;
}

function refuseErased({ isErased }: Holder): void {
  if (isErased) throw refused(refusal("erased"), { because: "missing" });
}

function whom(
  ticket: WholeTicket,
  { phone, bsuid, profileName }: Pick<Holder, "phone" | "bsuid" | "profileName">,
  begins: Whom["begins"],
): Whom {
  const to = phone ?? bsuid;
  if (!to) throw refused(refusal("noNumber"), { because: "missing" });
  const name = personName(ticket.requester?.name) ?? personName(profileName);
  return { ticket, to, phone, name, begins };
}
