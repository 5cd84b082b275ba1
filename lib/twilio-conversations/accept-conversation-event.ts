import { recordConversationMessage } from "../db/conversations/conversation-messages.ts";
import { recordConversation, recordParticipant, recordState } from "../db/conversations/conversations.ts";
import { durably } from "../db/durably.ts";
import { storeOrKeep } from "../db/store-or-keep.ts";
import type { ConversationEvent } from "../domain/conversation.ts";
import type { Arrived } from "../domain/kept-payload.ts";
import type { Deps } from "../ports.ts";

type Needed = Pick<Deps, "db" | "env">;

/**
 * Mirrors what an authentic event told of a conversation; what PostgreSQL refuses is kept with its raw body as a dead task.
 * @throws {NotDurableError} when PostgreSQL did not confirm
 */
export function acceptConversationEvent(
  deps: Needed,
  event: ConversationEvent,
  arrived: Arrived,
): Promise<"stored" | "duplicate" | "kept"> {
  return storeOrKeep(deps.db, () => mirrorEvent(deps, event), arrived);
}

/**
 * Mirrors what an event told of a conversation, in one statement, so that events end alike in whatever order and
 * however often they come. A customer's message is promised an answer only where CONVERSATIONS_CREATE_TICKETS says so: the
 * same text usually comes by the messaging webhook as well.
 * @throws {NotDurableError} when PostgreSQL did not confirm
 */
export function mirrorEvent({ db, env }: Needed, event: ConversationEvent): Promise<"stored" | "duplicate"> {
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
