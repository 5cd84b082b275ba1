import { courseOf, sendCallback, settleMessage } from "./twilio/callbacks.ts";
import { postEvent } from "./twilio/conversations.ts";
import type { ConversationHook } from "./twilio/conversations-rest.ts";
import { deliverWebhook, type WebhookOptions } from "./twilio/deliver.ts";
import { type InboundMedia, inboundMessage } from "./twilio/inbound.ts";
import { errorMessage, newSid, type TwilioMessage, twilioError } from "./twilio/message.ts";
import { answerTwilio, type TwilioAccount } from "./twilio/rest.ts";
import { isWhatsApp } from "./twilio/send.ts";
import { wellSetUp } from "./twilio/set-up.ts";
import { signTwilio } from "./twilio/signature.ts";
import { type Answer, type Form, first, type UpstreamCall } from "./upstreams/call.ts";
import { type CallbackMood, runCourses } from "./upstreams/courses.ts";
import type { Fault } from "./upstreams/faults.ts";
import { isTwilioCode } from "./upstreams/faults.ts";
import type { DeliverSettings } from "./upstreams/settings.ts";

type ReceiveOptions = WebhookOptions & {
  /** Another webhook path below the public base URL, e.g. an alias. */
  path?: string;
  /** When the message was sent; now unless given. */
  at?: Date;
};

export type Twilio = TwilioAccount & {
  /** "held": nothing is sent unless `status` asks for it. "auto": callbacks follow each send by themselves. */
  callbacks: "held" | "auto";
  mood: CallbackMood;
  /** Outbound messages, oldest first. */
  readonly sent: TwilioMessage[];
  /** The message with this id. @throws {Error} when there is none */
  message(sid: string): TwilioMessage;
  /** The signature that Twilio gives this URL and these parameters. */
  sign(url: string, params: Form): string;
  /** A customer's message reaches Twilio, which posts it to the webhook. */
  receive(fields: Form, options?: ReceiveOptions): Promise<{ response: Response; sid: string }>;
  /** The same with files; a photo alone has an empty Body. */
  receiveMedia(
    fields: Form,
    files: InboundMedia[],
    options?: ReceiveOptions,
  ): Promise<{ response: Response; sid: string }>;
  /** A customer's message reaches Twilio and its webhook is lost. */
  miss(fields: Form, files?: InboundMedia[], options?: { at?: Date }): TwilioMessage;
  /** Posts the webhook of an inbound message once more, byte for byte. */
  redeliver(sid: string, options?: ReceiveOptions): Promise<Response>;
  /** Posts any parameters, signed, to a path below the public base URL. */
  post(path: string, params: Form, options?: WebhookOptions): Promise<Response>;
  /** Settles the message and tells its StatusCallback; an ErrorCode in `extra` is kept on the message. */
  status(sid: string, status: string, extra?: Form): Promise<Response>;
  /** Settles the message and tells nobody. */
  settle(sid: string, status: string, errorCode?: number): void;
  /** What the webhook of Conversations is still to be told, oldest first. */
  conversationHooks: ConversationHook[];
  /** Tells it, one after the other. */
  tellConversationHooks(): Promise<Response[]>;
  /** The customer has seen the message: a `read` callback, after its delivery when in "auto". */
  markRead(sid: string): Promise<void>;
};

export type TwilioProvider = {
  twilio: Twilio;
  answer(call: UpstreamCall, fault: Fault | undefined): Answer;
  close(): void;
};

/** A Twilio account of its own, empty, with callbacks held. */
export function createTwilio(settings: DeliverSettings): TwilioProvider {
  const { accountSid, authToken } = settings;
  const webhook = (path: string) => `${settings.publicBaseUrl}${path}`;

  const twilio: Twilio = {
    accountSid,
    authToken,
    apiKeys: [],
    messages: [],
    conversationFiles: [],
    conversations: [],
    contents: [],
    setUp: wellSetUp(settings),
    conversationHooks: [],
    ownNumbers: [settings.phoneNumber, `whatsapp:${settings.whatsappNumber}`],
    typing: [],
    violations: [],
    callbacks: "held",
    mood: { late: false, doubled: false, reversed: false },
    get sent() {
      return twilio.messages.filter(({ direction }) => direction === "outbound-api");
    },
    message(sid: string) {
      const found = twilio.messages.find((message) => message.sid === sid);
      if (!found) throw new Error(`the simulated Twilio has no message ${sid}`);
      return found;
    },
    sign: (url: string, params: Form) => signTwilio(authToken, url, params),
    receive: (fields: Form, options?: ReceiveOptions) => twilio.receiveMedia(fields, [], options),
    async receiveMedia(fields: Form, files: InboundMedia[], options: ReceiveOptions = {}) {
      const { sid } = twilio.miss(fields, files, options);
      return { sid, response: await twilio.redeliver(sid, options) };
    },
    miss(fields: Form, files: InboundMedia[] = [], { at }: { at?: Date } = {}) {
      const message = inboundMessage(settings, fields, files, at);
      const known = twilio.messages.findIndex(({ sid }) => sid === message.sid);
      if (known >= 0) twilio.messages[known] = message;
      else twilio.messages.push(message);
      return message;
    },
    redeliver: (sid: string, { path = settings.inboundPath, ...options }: ReceiveOptions = {}) =>
      deliverWebhook(settings, webhook(path), twilio.message(sid).form, options),
    post: (path: string, params: Form, options?: WebhookOptions) =>
      deliverWebhook(settings, webhook(path), params, options),
    status(sid: string, status: string, extra: Form = {}) {
      const errorCode = first(extra, "ErrorCode");
      twilio.settle(sid, status, errorCode === undefined ? undefined : Number(errorCode));
      return sendCallback(settings, twilio.message(sid), status, extra);
    },
    settle(sid: string, status: string, errorCode?: number) {
      const message = twilio.message(sid);
      const failed = status === "failed" || status === "undelivered";
      settleMessage(message, status, errorCode ?? (failed ? message.failsWith : undefined));
    },
    async tellConversationHooks() {
      const responses: Response[] = [];
      for (const hook of twilio.conversationHooks.splice(0)) responses.push(await tellHook(hook));
      return responses;
    },
    async markRead(sid: string) {
      if (twilio.callbacks === "held") await twilio.status(sid, "read");
      else if (isWhatsApp(twilio.message(sid).to)) courses.read(courseOf(settings, twilio.message(sid)));
    },
  };
  const courses = runCourses(() => twilio.mood);
  const tellHook = ({ eventType, fields }: ConversationHook) =>
    postEvent(
      { twilio, deliver: settings },
      { EventType: eventType, AccountSid: accountSid, RetryCount: "0", ...fields },
    );
  const tellInTime = (hook: ConversationHook) =>
    courses.begin({ id: newSid(""), statuses: ["told"], settle: () => {}, tell: () => tellHook(hook) });

  return {
    twilio,
    answer(call, fault) {
      if (isTwilioCode(fault) && fault.status !== undefined) {
        return twilioError(fault.status, fault.twilioCode, errorMessage(fault.twilioCode));
      }
      const { answer, message, hooks = [] } = answerTwilio(twilio, call);
      if (message && isTwilioCode(fault)) message.failsWith = fault.twilioCode;
      if (twilio.callbacks === "auto") for (const hook of hooks) tellInTime(hook);
      else twilio.conversationHooks.push(...hooks);
      if (message && twilio.callbacks === "auto") courses.begin(courseOf(settings, message));
      return answer;
    },
    close: courses.close,
  };
}
