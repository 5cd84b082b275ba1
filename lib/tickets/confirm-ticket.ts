import type { MessageInContext } from "../db/messages/message-in-context.ts";
import { templateVariable } from "../domain/template-variable.ts";
import { cut, isBlank } from "../domain/text.ts";
import { REPLIES } from "../domain/wording/replies.ts";
import { summary } from "../domain/wording/ticket-text.ts";
import { enqueueReply } from "../outbound/enqueue-reply.ts";
import type { Deps } from "../ports.ts";

/** Promises the customer the number of the ticket that their message opened, by the approved template where there is one. */
export async function confirmTicket(deps: Deps, message: MessageInContext, ticketId: string): Promise<void> {
  const about = isBlank(message.body) ? summary(message) : templateVariable(message.body);
  const templateOf = deps.channel(message.provider).confirmationTemplate;
  const variables = confirmationVariables(about, ticketId);
  await enqueueReply(deps, {
    answers: message.logId,
    purpose: "ticket-created",
    body: REPLIES.ticketCreated(ticketId, about),
    ticketId,
    ...(templateOf && variables["1"] && { template: templateOf(variables) }),
  });
}

/** {{1}}: the message, cut to 50 characters; {{2}}: the ticket's id. Templates take no empty variable. */
export function confirmationVariables(about: string, ticketId: string | null): Record<string, string> {
  return { "1": templateVariable(cut(templateVariable(about), 50)), "2": ticketId ?? "N/A" };
}
