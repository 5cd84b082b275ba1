import { type Ask, ask } from "../db/ask.ts";
import { type Enqueued, inserting, type NewReply } from "../db/messages/replies.ts";
import type { Purpose } from "../domain/billing/purposes.ts";
import type { Choices, Template } from "../domain/message.ts";
import type { Deps } from "../ports.ts";

export type Reply = {
  /** The log row of the contact's message that is answered. */
  answers: string;
  /** A message is answered once for each purpose. */
  purpose: Purpose;
  body: string;
  template?: Template;
  choices?: Choices;
  ticketId?: string;
  /** The assistant's turn whose answer it is. */
  turnId?: string;
  consent?: NewReply["consent"];
  /** What it is about, where the same words about another thing say something else. */
  about?: string;
  /** A contact is sent one of its purpose a day. */
  isOnceADay?: boolean;
  /** In place of the message and purpose: unique among all answers. */
  dedupeKey?: string;
};

/**
 * Promises an answer of our own, with a log row of its own, so that it has a status and a retry.
 * Nothing is sent to a contact who opted out of that channel or is blocked (the answers to STOP and START apart), and nothing twice:
 * a message gets one answer of each purpose, such as one confirmation, and a chat the same text once a minute.
 */
export function enqueueReply(deps: Pick<Deps, "db">, reply: Reply): Promise<Enqueued> {
  return ask(deps.db, replying(reply));
}

/** The same, to be promised together with what else a task promises. */
export function replying(reply: Reply): Ask<Enqueued> {
  const { answers, purpose, body } = reply;
  return inserting({
    answers,
    purpose,
    dedupeKey: reply.dedupeKey ?? `${answers}:${purpose}`,
    body,
    template: reply.template ?? null,
    choices: reply.choices ?? null,
    ticketId: reply.ticketId ?? null,
    turnId: reply.turnId ?? null,
    about: reply.about ?? "",
    isOnceADay: reply.isOnceADay ?? false,
    consent: reply.consent ?? "subscribed",
  });
}
