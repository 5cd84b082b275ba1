import type { MessageInContext } from "../db/tickets.ts";
import { takesComments } from "../domain/ticket-status.ts";
import { isVague } from "../domain/vague.ts";

/** Nobody is asked for details after so many messages of ours in ten minutes: two bots that talk to each other stop there. */
export const MAX_RECENT_REPLIES = 10;

export type Decision =
  | { do: "ignore"; why: string }
  | { do: "ask-for-details" }
  /** `sayDelayed`: the customer hears that the ticket number will follow, since Zendesk rests. */
  | { do: "file"; sayDelayed: boolean };

/** What becomes of a contact's message. Pure: the same facts always decide alike. */
export function decide(message: MessageInContext): Decision {
  if (message.contact.blocked) return { do: "ignore", why: "the contact is blocked" };
  const isFirst = !takesComments(message.ticket) && !message.filing;
  if (isFirst && message.kind === "text" && message.media.length === 0 && isVague(message.body)) {
    return message.recentReplies < MAX_RECENT_REPLIES
      ? { do: "ask-for-details" }
      : { do: "ignore", why: `${MAX_RECENT_REPLIES} automatic replies in ten minutes` };
  }
  return { do: "file", sayDelayed: isFirst && message.zendeskPaused };
}
