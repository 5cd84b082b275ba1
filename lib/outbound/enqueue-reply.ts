import { insertReply } from "../db/replies.ts";
import type { Deps } from "../deps.ts";
import type { Template } from "../domain/message.ts";

export type Reply = {
  /** The log row of the contact's message that is answered. */
  answers: string;
  /** A message is answered once for each purpose. */
  purpose: "more-details" | "ticket-created" | "ticket-delayed" | "ticket-refused";
  body: string;
  template?: Template;
  ticketId?: string;
};

/**
 * The one way out for our own answers: promises one with a log row of its own, so that it has a status and a retry.
 * Nothing is sent to a contact who opted out or is blocked, and nothing twice.
 */
export function enqueueReply(deps: Pick<Deps, "db">, reply: Reply): Promise<"enqueued" | "not-enqueued"> {
  return insertReply(deps.db, {
    ...reply,
    template: reply.template ?? null,
    ticketId: reply.ticketId ?? null,
  });
}
