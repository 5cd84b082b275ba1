import type { Business, Model } from "./assistant/assistant.ts";
import type { Env } from "./config/env.ts";
import type { Db } from "./db/client.ts";
import type { Received } from "./db/messages/insert-messages.ts";
import type { RecordedStatus } from "./db/messages/insert-statuses.ts";
import type { Split } from "./db/split-refused.ts";
import type { Area, Finding } from "./domain/findings/finding.ts";
import type { Schedule } from "./domain/hours/schedule.ts";
import type { KeptPayload } from "./domain/kept-payload.ts";
import type { InboundMessage } from "./domain/message.ts";
import type { StatusUpdate } from "./domain/message-status.ts";
import type { Provider } from "./domain/providers.ts";
import type { Language } from "./domain/replies/languages.ts";
import type { Notes } from "./domain/wording/notes.ts";
import type { Replies } from "./domain/wording/replies.ts";
import type { Log } from "./log.ts";
import type { MessageChannel } from "./providers/channel.ts";
import type { Conversations } from "./providers/conversations.ts";
import type { Zendesk, ZendeskLocale, ZendeskSignIn } from "./zendesk/zendesk.ts";

/** Everything that features ask for from outside; `wiring/wire.ts` puts it together, once an instance. */
export type Deps = {
  env: Env;
  log: Log;
  db: Db;
  /** The numbers we write from, E.164. */
  ownNumbers: string[];
  receive: Receive;
  recordStatuses: RecordStatuses;
  /** @throws {NotConfiguredError} naming what is missing */
  channel(provider: Provider): MessageChannel;
  /** Using it throws NotConfiguredError when Twilio is not configured. */
  conversations: Conversations;
  /** Using it throws NotConfiguredError when Zendesk is not configured. */
  zendesk: Zendesk;
  /** The languages of the account in Zendesk, as it said within the hour; null where it does not say. */
  locales(): Promise<readonly ZendeskLocale[] | null>;
  /** By which agents sign in to the console, loaded when it is wanted. @throws {NotConfiguredError} without Zendesk's OAuth client */
  zendeskSignIn(): Promise<ZendeskSignIn>;
  /** What we say to customers in a language, read when it is first wanted. */
  replies(language: Language): Promise<Replies>;
  /** What we write on tickets, in the language of their agents, read when it is first wanted. */
  notes(): Promise<Notes>;
  /** When agents are there; null where nobody said, or it cannot be told now: then nothing depends on it. */
  schedule(): Promise<Schedule | null>;
  /** What the business wrote for the assistant; read once an instance. */
  business(): Promise<Business>;
  /** The assistant's model, loaded when it is wanted. @throws {NotConfiguredError} naming what is missing */
  model(): Promise<Model>;
  /** Runs what is due; resolves when nothing more is, or the time is up, and we are woken for the rest. For callers that promised work. */
  drain: Drain;
  /** The same for whoever is called to drain, and called again should it fail. */
  drainOnTime: Drain;
  /** The same for callers that promised no work themselves: at most once a second. */
  drainInPassing: Drain;
  /** Who drains when nobody calls. */
  wake: Wake;
  /** Webhooks without a signature are let in: the sandbox only, on loopback only. */
  acceptUnsigned: boolean;
  /** Looks at everything that must be set up, here and at the providers, and says what is wrong with it; in these areas only, where some are named. */
  examine(only?: readonly Area[]): Promise<Finding[]>;
  /** Reads a payload that nobody understood once more, and accepts it if it is understood now. */
  readAgain(kept: KeptPayload): Promise<"accepted" | "not-understood">;
  close(): Promise<void>;
};

/**
 * The one way in for everything that contacts write: when it resolves, each message is in PostgreSQL with its contact
 * and the task that answers it, or was there before. Calls that come together share a statement. A message that shows two contacts to be
 * one person joins them. What PostgreSQL never will take is refused, alone.
 * @throws {NotDurableError} within 3.5 s when PostgreSQL did not confirm
 */
export type Receive = (messages: InboundMessage[]) => Promise<Split<InboundMessage, Received>>;

/**
 * Applies status updates, however many and in whatever order; a stale or repeated one changes nothing. Calls that come
 * together share a statement. Returns an answer for each update, and the updates that PostgreSQL never will take.
 * @throws {NotDurableError} within 3.5 s when PostgreSQL did not confirm
 */
export type RecordStatuses = (updates: StatusUpdate[]) => Promise<Split<StatusUpdate, RecordedStatus>>;

/** A caller that comes again by itself when it fails needs nobody to wake us for that. */
export type Drain = (caller?: { comesAgain: boolean }) => Promise<void>;

/** What wakes us when work comes due, and nobody calls. */
export type Wake = {
  by: "queue" | "cron" | "timer";
  /** We are woken in so many seconds, or soon after; where nothing can be asked to, nothing happens. Never rejects. */
  at(dueInSeconds: number): Promise<void>;
  /** Takes a delivery of the queue's: works, and acknowledges it when the work has succeeded. */
  receive(
    delivery: WakeDelivery,
    work: () => Promise<void>,
  ): Promise<"drained" | "put-back" | "not-acknowledged" | "not-a-delivery">;
};

export type WakeDelivery = { headers: Headers; bytes: Uint8Array };
