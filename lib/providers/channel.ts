import type { Address } from "../domain/address.ts";
import type { Arrived } from "../domain/kept-payload.ts";
import type { InboundMessage, Media, OutboundFile, OutboundMessage, Template } from "../domain/message.ts";
import type { MessageStatus, StatusUpdate } from "../domain/message-status.ts";
import type { NoFile } from "../domain/notes/refusal.ts";
import type { Channel } from "../domain/providers.ts";
import type { Language } from "../domain/replies/languages.ts";
import type { ToldTemplate } from "../domain/templates/told-template.ts";

/** A file, whole in memory. */
export type Attachment = { filename: string; contentType: string; bytes: Uint8Array };

/** What came of handing a message to a provider. */
export type SendOutcome =
  | { outcome: "accepted"; messageId: string; status: MessageStatus }
  /** Never will be sent as it is. */
  | { outcome: "rejected"; errorCode: string | null; errorMessage: string | null }
  /** The answer was lost: it may have been sent, and must not be sent again. */
  | { outcome: "unconfirmed" };

/** What came of fetching a message's attachment; "refused" is final and says why. */
export type FetchedMedia =
  | { outcome: "fetched"; attachment: Attachment }
  | { outcome: "refused"; why: NoFile }
  | { outcome: "not-yet" };

/** What came of asking an upstream to forget something that it may not have any more. "not-yet": it is still at work on it. */
export type Forgotten = "forgotten" | "not-yet" | { refused: string };

/** A message in a provider's own log. */
export type Logged = {
  messageId: string;
  status: MessageStatus;
  /** It says what was looked for; false also where the log does not tell, or writes a template out in its own way. */
  hasItsWords: boolean;
};

/** A message to us as its webhook would have brought it; `message` is null for one from a sender whom nobody could answer. */
export type ToldByLog = { messageId: string; message: InboundMessage | null } & Arrived;

/** A message to one of our numbers in a provider's own log; `read` asks for what the log's list leaves out. */
export type LoggedInbound = {
  messageId: string;
  from: string;
  body: string;
  at: Date;
  /** @throws {UpstreamError} */
  read(): Promise<ToldByLog>;
};

/** From, inclusive, until, exclusive. */
export type Span = { from: Date; until: Date };

/** What a provider's own log has of a span of time. */
export type LoggedSpan = {
  /** Oldest first. */
  inbound: LoggedInbound[];
  /** How each outbound message of the account stands, other software's among them. */
  statuses: StatusUpdate[];
  /** When the newest of all was sent; null where there is none. */
  newestAt: Date | null;
};

/** The port to a provider of messages: everything that features may ask of Twilio or Meta. */
export type MessageChannel = {
  /** The longest text that one message takes, in UTF-16 units. */
  textLimit: number;
  /** The longest text that a file takes along, by its kind; 0 where it takes none. */
  captionLimits: Readonly<Record<OutboundFile["mediaKind"], number>>;
  /**
   * The approved template that confirms a ticket to whoever is written to in this language: {{1}} the message, {{2}} the ticket's id.
   * Undefined where none is configured for them.
   * @param among "theirs": in this very language alone, where free text says it otherwise
   */
  confirmationTemplate(
    language: Language,
    variables: Record<string, string>,
    among: "theirs" | "any",
  ): Template | undefined;
  /** The approved template that asks a customer to write again, where one is configured, whatever its language: {{1}} the ticket's id. */
  invitationTemplate(language: Language, variables: Record<string, string>): Template | undefined;
  /** How the provider writes a person's address on a channel; null for whom it cannot reach there. */
  addressOf(person: Address, channel: Channel): string | null;
  /**
   * An approved template's text with its {{placeholders}}, and their names; "unknown" where the provider does not tell.
   * @throws {UpstreamError}
   */
  describeTemplate(
    template: Template,
  ): Promise<{ text: string; variables: string[] } | "no-such-template" | "unknown">;
  /**
   * All templates that the provider has of ours, page by page, however many: whoever reads them stops.
   * @throws {UpstreamError}
   */
  listTemplates(): AsyncIterable<ToldTemplate[]>;
  /** @throws {UpstreamError} when the message was certainly not processed and may be tried again */
  send(message: OutboundMessage): Promise<SendOutcome>;
  /**
   * All messages to the same person that the provider's own log has since a message whose answer was lost was handed over; "unknown"
   * where the provider keeps no log, or it is longer than anybody reads.
   * @throws {UpstreamError}
   */
  loggedSince(message: OutboundMessage, handedOverAt: Date): Promise<Logged[] | "unknown">;
  /**
   * All that the provider's own log has of a span; "too-many" for more than one look tells, which shorter spans will. Null where the
   * provider keeps no log that can be listed.
   * @throws {UpstreamError}
   */
  listLog: ((span: Span) => Promise<LoggedSpan | "too-many">) | null;
  /**
   * Shows the customer that their message was read and an answer is on its way, or fails within a second. Best effort: after a
   * failure nothing is shown for a while.
   * @throws {UpstreamError}
   */
  showTyping(messageId: string): Promise<void>;
  /**
   * The same for an answer that takes its time, also where `showTyping` is left out. For messages of WhatsApp's only.
   * @throws {UpstreamError}
   */
  showThinking(messageId: string): Promise<void>;
  /**
   * @param signal when to give it up; without one, after 10 s for each call
   * @throws {UpstreamError} when the provider fails for now
   */
  fetchMedia(media: Media, signal?: AbortSignal): Promise<FetchedMedia>;
  /**
   * The provider has neither the message nor its files any more, or says why not, in words for an operator.
   * @throws {UpstreamError} when the provider fails for now
   */
  forget(messageId: string): Promise<Forgotten>;
  /** A cheap call that changes nothing, in our name. @throws {UpstreamError} when it has no good answer */
  knock(): Promise<void>;
};
