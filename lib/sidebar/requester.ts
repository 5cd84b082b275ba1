import { type Customer, customerByUser } from "../db/sidebar/ticket-customer.ts";
import { parsePhone } from "../domain/address.ts";
import { PROVIDERS } from "../domain/providers.ts";
import { RefusedError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import type { WholeTicket } from "../zendesk/zendesk.ts";
import { nothingDone } from "./nothing-done.ts";
import { remember } from "./remember.ts";

/** The page asks every few seconds, and who asked for a ticket seldom changes. */
const REMEMBERED_SECONDS = 30;

/** Whoever asked for a ticket that stands in none of our books, as somebody who can be written to. */
export type Requester = Omit<Customer, "contactId" | "provider" | "channel"> &
  Pick<TicketWay, "provider" | "channel"> & { contactId: string | null; language: string | null };

type TicketWay = { provider: NonNullable<Customer["provider"]>; channel: NonNullable<Customer["channel"]> };

/**
 * Who asked for a ticket that no message of a customer's opened.
 * @throws {RefusedError} when there is no such ticket, or nobody on it who can be written to
 * @throws {UpstreamError} when Zendesk does not say
 */
export async function requesterOf(deps: Deps, ticketId: string): Promise<Requester> {
  const { phones, requester } = await remember(
    deps,
    { what: `requester:${ticketId}`, seconds: REMEMBERED_SECONDS },
    () => askZendesk(deps, ticketId),
  ).catch(nothingDone);
  if (!requester) throw notOurs();
  const { id: userId, externalId, name, locale } = requester;
  const known = await customerByUser(deps.db, { userId, externalId, phones });
  const [phone = null] = phones;
  if (!known && phone === null) throw notOurs();
  const way = {
    provider: known?.provider ?? PROVIDERS.find((one) => deps.env[one].configured) ?? PROVIDERS[0],
    channel: known?.channel ?? ("whatsapp" as const),
  };
  const stranger = { contactId: null, phone, name, optedOut: { whatsapp: false, sms: false } };
  const customer = known ?? { ...stranger, isBlocked: false, hasWritten: false };
  return { ...customer, ...way, name: customer.name ?? name, language: locale?.split("-")[0] ?? null };
}

type Asked = { requester: WholeTicket["requester"]; phones: string[] };

/** A number that several people share, or without its country's code, says of nobody who they are. */
async function askZendesk({ zendesk }: Deps, ticketId: string): Promise<Asked> {
  const ticket = await zendesk.showWholeTicket(ticketId);
  const user = ticket?.requester && (await zendesk.showUser(ticket.requester.id));
  if (!user) return { requester: null, phones: [] };
  const phones = user.phones.flatMap((one) => (/^\s*\+/.test(one) ? (parsePhone(one) ?? []) : []));
  return { requester: ticket.requester, phones };
}

/** What is refused of a ticket that is none of ours, and can become none. */
export function notOurs(): RefusedError {
  return new RefusedError(
    "Nobody on this ticket can be written to by WhatsApp or SMS: its requester never wrote there, and has no number of their own " +
      "with + and the country code",
    { because: "missing" },
  );
}
