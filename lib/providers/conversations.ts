import type {
  ConversationMessageTold,
  ConversationTold,
  NewConversation,
  NewConversationMessage,
  ParticipantTold,
} from "../domain/conversation.ts";
import type { Channel } from "../domain/providers.ts";
import type { Forgotten } from "./channel.ts";

/** The port to the provider of conversations. What it answers is told as its webhooks would tell it. */
export type Conversations = {
  /** Our number on a channel, as an address; null where we have none. */
  ownAddress(channel: Channel): string | null;
  /**
   * Creates a conversation with its participants. "name-taken": another bears its uniqueName; "unconfirmed": the answer was lost.
   * @throws {RefusedError} @throws {UpstreamError} when nothing was created
   */
  create(asked: NewConversation): Promise<ConversationTold | "name-taken" | "unconfirmed">;
  /** The conversation of this name, null when there is none. @throws {UpstreamError} */
  find(uniqueName: string): Promise<ConversationTold | null>;
  /** Who takes part by now. @throws {UpstreamError} */
  participants(conversation: ConversationTold): Promise<ParticipantTold[]>;
  /**
   * Adds a message; "unconfirmed": the answer was lost.
   * @throws {RefusedError} @throws {UpstreamError} when nothing was added
   */
  addMessage(
    conversationSid: string,
    asked: NewConversationMessage,
  ): Promise<ConversationMessageTold | "unconfirmed">;
  /**
   * A message, named by its service where that is known, its conversation and its id, is not there any more, or it says why not.
   * @throws {UpstreamError} when the provider fails for now
   */
  forgetMessage(ref: string): Promise<Forgotten>;
};
