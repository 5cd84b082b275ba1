import type { Ask } from "../db/ask.ts";
import type { MessageInContext } from "../db/messages/message-in-context.ts";
import { isVague } from "../domain/replies/vague.ts";
import { templateVariable } from "../domain/template-variable.ts";
import { cut } from "../domain/text.ts";
import type { Replies } from "../domain/wording/replies.ts";
import { replying } from "../outbound/enqueue-reply.ts";
import { repliesTo } from "../outbound/replies-to.ts";
import type { Deps } from "../ports.ts";
import { mayBeText, whenSomebodyReads } from "./when-somebody-reads.ts";

/**
 * What promises the customer the number of the ticket that their message opened, as often as is wished, by the approved template where there is
 * one in their language, or free text may not go; and while nobody is there, in words of ours that say when somebody will be.
 */
export async function confirmTicket(
  deps: Deps,
  message: MessageInContext,
  ticketId: string,
): Promise<Ask<unknown>[]> {
  if (deps.env.confirmations === "off") return [];
  const replies = await repliesTo(deps, message.contact);
  const about = aboutOf(message, replies);
  const variables = confirmationVariables(about, ticketId);
  const among = mayBeText(message) ? "theirs" : "any";
  const template = deps.channel(message.provider).confirmationTemplate(replies.language, variables, among);
  const when = await whenSomebodyReads(deps, message, replies.language);
  const confirmation = replying({
    answers: message.logId,
    purpose: "ticket-created",
    body: when
      ? replies.ticketCreatedWhileAway(ticketId, about, when)
      : replies.ticketCreated(ticketId, about),
    ticketId,
    isOnceADay: deps.env.confirmations === "first",
    ...(!when && template && variables["1"] && { template }),
  });
  return [confirmation];
}

/** What the customer reads of their own words: those that say what it is about; none that a person has to read. */
function aboutOf(message: MessageInContext, replies: Replies): string {
  const { turn, command, body } = message;
  if (turn?.why === "unsafe") return replies.yourMessage;
  // "HUMAN" and "yes" say nothing of it.
  const isSubject = turn?.subject && (command !== null || isVague(body));
  return templateVariable(isSubject ? turn.subject : replies.wordsOf(message));
}

/** {{1}}: the message, cut to 50 characters; {{2}}: the ticket's id. Templates take no empty variable. */
export function confirmationVariables(about: string, ticketId: string): Record<string, string> {
  return { "1": cut(templateVariable(about), 50).trimEnd(), "2": ticketId };
}
