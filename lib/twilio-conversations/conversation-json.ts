import type { ConversationMessageTold, ConversationTold, ParticipantTold } from "../domain/conversation.ts";

/** A conversation as our API shows it. */
export function conversationJson(told: ConversationTold, participants: ParticipantTold[]) {
  return {
    sid: told.conversationSid,
    friendlyName: told.friendlyName,
    uniqueName: told.uniqueName,
    state: told.state,
    participants: participants.map(({ participantSid, identity, address, proxyAddress }) =>
      identity === null ? { sid: participantSid, address, proxyAddress } : { sid: participantSid, identity },
    ),
  };
}

/** A message as our API shows it. */
export function messageJson({ messageId, conversationSid, detail, contact }: ConversationMessageTold) {
  return { sid: messageId, conversationSid, author: detail.author ?? contact?.address ?? null };
}
