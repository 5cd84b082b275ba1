import type { TicketAnswer } from "../db/sidebar/ticket-answers.ts";
import type { TicketCustomer } from "../db/sidebar/ticket-customer.ts";
import type { Channel, Provider } from "../domain/providers.ts";
import type { Deps } from "../ports.ts";
import type { SidebarState } from "./state.ts";

type Facts = {
  customer: TicketCustomer;
  provider: Provider;
  channel: Channel;
  waiting: TicketAnswer[];
  messages: TicketAnswer[];
};

/** Whether the customer of a ticket may be asked to write again, so that what waits goes out, and why not. */
export function invitationOf(
  deps: Pick<Deps, "channel">,
  { customer, provider, channel, waiting, messages }: Facts,
): SidebarState["invitation"] {
  const held = waiting.filter(({ heldAt }) => heldAt !== null);
  const since = held.at(-1)?.createdAt;
  const no = (why: string | null) => ({ isPossible: false, why });
  if (!since) return no(null);
  if (customer.isBlocked) return no("The contact is blocked");
  if (customer.optedOut[channel])
    return no("The customer opted out, and gets no messages until they write START");
  if (!deps.channel(provider).invitationTemplate)
    return no("No template that asks customers to write again is set up");
  const invitation = messages.find(
    ({ template, sentBy, createdAt }) => template && sentBy === null && createdAt >= since,
  );
  return invitation
    ? no("The customer was asked already, and has not written since")
    : { isPossible: true, why: null };
}
