import { recordConversationMessage } from "../db/conversation-messages.ts";
import { recordConversation, recordParticipant, recordState } from "../db/conversations.ts";
import { durably } from "../db/durably.ts";
import type { Deps } from "../deps.ts";
import type { ConversationEvent } from "../domain/conversation.ts";

/**
 * Mirrors what an authentic event told of a conversation, in one statement, so that events end alike in whatever order and
 * however often they come. A customer's message is promised an answer only where CONVERSATIONS_CREATE_TICKETS says so: the
 * same text usually comes by the messaging webhook as well.
 * @throws {NotDurableError} when PostgreSQL did not confirm
 */
export function acceptConversationEvent(
  { db, env }: Pick<Deps, "db" | "env">,
  event: ConversationEvent,
): Promise<"stored" | "duplicate"> {
  return durably(async () => {
    switch (event.kind) {
      case "conversation":
        await recordConversation(db, event);
        return "stored";
      case "state":
        return recordState(db, event);
      case "participant":
        await recordParticipant(db, event);
        return "stored";
      case "message":
        return recordConversationMessage(db, event, { answers: env.conversationsCreateTickets });
      default:
        return event satisfies never;
    }
  });
}
