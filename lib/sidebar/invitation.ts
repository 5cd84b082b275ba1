import { troubleWith } from "../contacts/describe-message.ts";
import type { TicketAnswer } from "../db/sidebar/ticket-answers.ts";
import type { TicketCustomer } from "../db/sidebar/ticket-customer.ts";
import type { Channel, Provider } from "../domain/providers.ts";
import { NOT_SENT } from "../domain/wording/from-ticket.ts";
import type { Deps } from "../ports.ts";
import type { SidebarState } from "./state.ts";

type Facts = {
  customer: Pick<TicketCustomer, "isBlocked" | "optedOut" | "invitation">;
  provider: Provider;
  channel: Channel;
  waiting: TicketAnswer[];
};

/** Whether the customer of a ticket may be asked to write again, so that what agents wrote goes out, and why not; or why that did not arrive. */
export function invitationOf(
  deps: Pick<Deps, "channel">,
  { customer, provider, channel, waiting }: Facts,
): SidebarState["invitation"] {
  const why = whyNot(deps, { customer, provider, channel });
  const failed = customer.invitation && failureOf(customer.invitation);
  const isWanted = waiting.some(
    ({ heldAt, zendeskCommentId }) => heldAt !== null && zendeskCommentId !== null,
  );
  return {
    isPossible: isWanted && why === null,
    why: isWanted ? (why ?? (failed && `The last invitation did not arrive: ${failed.reason}`)) : null,
  };
}

function whyNot({ channel: channelOf }: Pick<Deps, "channel">, facts: Omit<Facts, "waiting">): string | null {
  const { customer, provider, channel } = facts;
  if (customer.isBlocked) return "The contact is blocked";
  if (customer.optedOut[channel])
    return "The customer opted out, and gets no messages until they write START";
  // Whom one is configured for, all get one.
  if (!channelOf(provider).invitationTemplate("en", {})) return NOT_SENT.noInvitation;
  return customer.invitation && !failureOf(customer.invitation)
    ? "The customer was asked today, and has not written since"
    : null;
}

/** What came to nothing has asked nobody. */
function failureOf(invitation: NonNullable<TicketCustomer["invitation"]>) {
  return troubleWith({ ...invitation, heldAt: null, unconfirmedSince: null });
}
