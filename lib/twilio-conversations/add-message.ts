import { enter } from "../db/audit/auditing.ts";
import type { Actor } from "../domain/access/actor.ts";
import type { ConversationMessageTold, NewConversationMessage } from "../domain/conversation.ts";
import { UnconfirmedError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { mirrorNow } from "./mirror-now.ts";

/**
 * Adds a message to a conversation and mirrors it. That it is asked for stands on the audit trail before Twilio hears of it.
 * @throws {RefusedError} when the provider will not, or knows no such conversation
 * @throws {UnconfirmedError} when it may have been added: there is nothing to know it by, so it is not tried again
 * @throws {UpstreamError} when nothing was added
 */
export async function addMessage(
  deps: Deps,
  { sid, ...asked }: NewConversationMessage & { sid: string },
  actor: Actor,
): Promise<ConversationMessageTold> {
  await enter(deps.db, { actor, action: "message.send", subject: `conversation:${sid}` });
  const told = await deps.conversations.addMessage(sid, asked);
  if (told === "unconfirmed") {
    throw new UnconfirmedError(
      "The answer was lost, and the message may have been added: look into the conversation before you try again",
    );
  }
  await mirrorNow(deps, [told]);
  return told;
}
