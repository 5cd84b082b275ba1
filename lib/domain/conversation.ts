import type { Media, MessageKind } from "./message.ts";
import type { Channel } from "./providers.ts";

/** What a conversation can be in, in the order in which one instant may see several. */
export const CONVERSATION_STATES = ["initializing", "active", "inactive", "closed"] as const;
export type ConversationState = (typeof CONVERSATION_STATES)[number];

export type Change = "added" | "updated" | "removed";

/** The conversation that an event is about. Every event may be the first that we hear of it. */
export type ConversationRef = {
  conversationSid: string;
  chatServiceSid: string | null;
  messagingServiceSid: string | null;
};

/** When the provider says that something began to be, and last changed; null where it does not say. */
export type Dates = { createdAt: Date | null; updatedAt: Date | null };

export type ConversationTold = ConversationRef &
  Dates & {
    kind: "conversation";
    change: Change;
    friendlyName: string | null;
    uniqueName: string | null;
    attributes: string | null;
    state: ConversationState | null;
  };

export type StateChanged = ConversationRef & {
  kind: "state";
  from: string | null;
  to: ConversationState;
  reason: string | null;
  /** Null where the provider does not say. */
  changedAt: Date | null;
};

export type ParticipantTold = ConversationRef &
  Dates & {
    kind: "participant";
    change: Change;
    participantSid: string;
    /** Of a participant who chats; the others have an address. */
    identity: string | null;
    address: string | null;
    /** The number of ours that the address writes to. */
    proxyAddress: string | null;
    bindingType: string | null;
    roleSid: string | null;
  };

export type ConversationMessageTold = ConversationRef &
  Dates & {
    kind: "message";
    change: Change;
    messageId: string;
    direction: "inbound" | "outbound";
    /** Null when whoever wrote it has no address that we could answer. */
    contact: { phone: string | null; bsuid: string | null; address: string; channel: Channel } | null;
    /** Our number on the contact's channel, for a conversation whose participant we do not know yet. */
    sender: string | null;
    messageKind: MessageKind;
    body: string;
    media: Media[];
    detail: ConversationMessageDetail;
  };

/** What a conversation's message carries beside its text; `author` is a chat identity, never a contact's address. */
type ConversationMessageDetail = {
  author?: string;
  source?: string;
  index?: string;
  participantSid?: string;
  attributes?: string;
};

/** Who shall take part: somebody who chats, or an address behind a number of ours. */
export type NewParticipant = { identity: string } | { address: string; proxyAddress: string };

export type NewConversation = {
  friendlyName: string | undefined;
  /** One conversation bears it: what makes asking twice harmless. */
  uniqueName: string | undefined;
  /** JSON text. */
  attributes: string | undefined;
  participants: NewParticipant[];
};

export type NewConversationMessage = {
  body: string;
  author: string | undefined;
  attributes: string | undefined;
};

export type ConversationEvent = ConversationTold | StateChanged | ParticipantTold | ConversationMessageTold;
