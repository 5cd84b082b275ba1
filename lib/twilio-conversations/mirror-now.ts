import type { ConversationEvent } from "../domain/conversation.ts";
import { KnownError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { mirrorEvent } from "./accept-conversation-event.ts";

/**
 * Mirrors what the provider has just done for us, ahead of its webhooks. Where the database fails, it is left to them: what
 * was done must not be refused, or it would be asked for again.
 */
export async function mirrorNow(deps: Deps, events: ConversationEvent[]): Promise<void> {
  try {
    for (const event of events) await mirrorEvent(deps, event);
  } catch (error) {
    const why = error instanceof KnownError ? error.message : "an unknown error";
    deps.log.warn(`Conversation ${events[0]?.conversationSid}: the webhooks will mirror it (${why})`);
  }
}
