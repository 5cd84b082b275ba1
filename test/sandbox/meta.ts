import { answerGraph, type MetaAccount } from "./meta/graph.ts";
import { graphError } from "./meta/graph-error.ts";
import {
  contactElement,
  envelope,
  type InboundOptions,
  inboundMessage,
  type MetaFile,
} from "./meta/inbound.ts";
import type { MetaContact, MetaMessage, Payload } from "./meta/message.ts";
import { answerSetup } from "./meta/setup.ts";
import { type MetaSetup, newSetup } from "./meta/setup-state.ts";
import { signMeta } from "./meta/signature.ts";
import { courseOf, statusElement } from "./meta/status.ts";
import type { Answer, UpstreamCall } from "./upstreams/call.ts";
import { type CallbackMood, runCourses } from "./upstreams/courses.ts";
import { callWebhook } from "./upstreams/deliver.ts";
import { type Fault, isMetaCode } from "./upstreams/faults.ts";
import type { DeliverSettings } from "./upstreams/settings.ts";

type MetaWebhookOptions = {
  /** Another webhook path below the public base URL, e.g. an alias. */
  path?: string;
  /** Signs with another app secret. */
  appSecret?: string;
  /** Sent as it is; an empty one leaves the header out. */
  signature?: string;
};

type MetaReceiveOptions = MetaWebhookOptions & InboundOptions;

type Received = { response: Response; wamid: string };

export type Meta = MetaAccount & {
  /** The app, its token, the business account and the number, as somebody set them up at Meta. */
  setup: MetaSetup;
  /** "held": nothing is sent unless `status` asks for it. "auto": statuses follow each send by themselves. */
  callbacks: "held" | "auto";
  mood: CallbackMood;
  /** Outbound messages, oldest first; those that were silently dropped are in `dropped`. */
  readonly sent: MetaMessage[];
  /** The message with this wamid. @throws {Error} when there is none */
  message(wamid: string): MetaMessage;
  /** The signature that Meta gives these bytes. */
  sign(bytes: string | Buffer): string;
  /** A customer's message reaches Meta, which posts it to the webhook; a string is its text. */
  receive(message: string | Payload, options?: MetaReceiveOptions): Promise<Received>;
  /** The same with a file. */
  receiveMedia(message: Payload, file: MetaFile, options?: MetaReceiveOptions): Promise<Received>;
  /** A customer's message reaches Meta and its webhook is lost. */
  miss(message: string | Payload, file?: MetaFile, options?: InboundOptions): MetaMessage;
  /** Posts the webhook of an inbound message once more, byte for byte. */
  redeliver(wamid: string, options?: MetaWebhookOptions): Promise<Response>;
  /** Posts any JSON, signed; a string or Buffer as it is. */
  post(body: unknown, options?: MetaWebhookOptions): Promise<Response>;
  /** Meta's envelope around a `value`, for `post`. */
  envelope(value: Payload, field?: string): Payload;
  /** An element of `value.statuses` about a message of ours; members of `extra` win. */
  statusOf(wamid: string, status: string, extra?: Payload): Payload;
  /** Settles the message and tells the webhook; members of `extra` win over the element's own. */
  status(wamid: string, status: string, extra?: Payload): Promise<Response>;
  /** Settles the message and tells nobody. */
  settle(wamid: string, status: string): void;
  /** Asks the webhook to verify itself; parameters given replace the right ones, undefined ones are left out. */
  verify(params?: Record<string, string | string[] | undefined>, path?: string): Promise<Response>;
  /** The customer has seen the message: a `read` status, after its delivery when in "auto". */
  markRead(wamid: string): Promise<void>;
};

export type MetaProvider = {
  meta: Meta;
  answer(call: UpstreamCall, fault: Fault | undefined): Answer | Promise<Answer>;
  close(): void;
};

/** A WhatsApp Business account of its own at Meta, empty, with callbacks held. */
export function createMeta(settings: DeliverSettings): MetaProvider {
  const webhook = (path: string) => `${settings.publicBaseUrl}${path}`;

  const meta: Meta = {
    messages: [],
    dropped: [],
    read: [],
    typing: [],
    versions: [],
    violations: [],
    setup: newSetup(settings.meta),
    callbacks: "held",
    mood: { late: false, doubled: false, reversed: false },
    get sent() {
      return meta.messages.filter(({ direction }) => direction === "outbound");
    },
    message(wamid) {
      const found = meta.messages.find(({ id }) => id === wamid);
      if (!found) throw new Error(`the simulated Meta has no message ${wamid}`);
      return found;
    },
    sign: (bytes) => signMeta(settings.meta.appSecret, Buffer.from(bytes)),
    receive: (message, options = {}) => receive(message, undefined, options),
    receiveMedia: (message, file, options = {}) => receive(message, file, options),
    miss(given, file, options = {}) {
      const message = inboundMessage(settings.meta, given, file, options);
      const known = meta.messages.findIndex(({ id }) => id === message.id);
      if (known >= 0) meta.messages[known] = message;
      else meta.messages.push(message);
      return message;
    },
    async redeliver(wamid, options) {
      const { webhook: bytes } = meta.message(wamid);
      if (!bytes) throw new Error(`${wamid} is ours: no webhook brought it`);
      return meta.post(bytes, options);
    },
    async post(body, { path = settings.meta.inboundPath, appSecret, signature } = {}) {
      const bytes =
        typeof body === "string"
          ? Buffer.from(body)
          : Buffer.isBuffer(body)
            ? body
            : Buffer.from(JSON.stringify(body));
      const signed = signature ?? signMeta(appSecret ?? settings.meta.appSecret, bytes);
      const headers = {
        "content-type": "application/json",
        "user-agent": "facebookexternalua",
        ...(signed && { "x-hub-signature-256": signed }),
      };
      return callWebhook(settings, webhook(path), { method: "POST", headers, body: bytes });
    },
    envelope: (value, field) => envelope(settings.meta, value, field),
    statusOf: (wamid, status, extra) => statusElement(known(meta.message(wamid)), status, extra),
    async status(wamid, status, extra) {
      meta.settle(wamid, status);
      return tell(meta.message(wamid), status, extra);
    },
    settle(wamid, status) {
      meta.message(wamid).status = status;
    },
    async verify(params = {}, path = settings.meta.inboundPath) {
      const usual = {
        "hub.mode": "subscribe",
        "hub.challenge": "1158201444",
        "hub.verify_token": settings.meta.verifyToken,
      };
      return callWebhook(settings, `${webhook(path)}?${queryOf({ ...usual, ...params })}`, { method: "GET" });
    },
    async markRead(wamid) {
      if (meta.callbacks === "held") await meta.status(wamid, "read");
      else courses.read(course(meta.message(wamid)));
    },
  };
  const courses = runCourses(() => meta.mood);
  const course = (message: MetaMessage) => courseOf(message, (status) => tell(message, status));

  async function receive(
    given: string | Payload,
    file: MetaFile | undefined,
    options: MetaReceiveOptions,
  ): Promise<Received> {
    const { id } = meta.miss(given, file, options);
    return { wamid: id, response: await meta.redeliver(id, options) };
  }

  function tell(message: MetaMessage, status: string, extra?: Payload): Promise<Response> {
    const told = known(message);
    const contacts = [contactElement(told.contact)];
    return meta.post(meta.envelope({ contacts, statuses: [statusElement(told, status, extra)] }));
  }

  /** The message with all that Meta knows of its recipient: who wrote with both ids once is known by either. */
  function known(message: MetaMessage): MetaMessage {
    const isSame = ({ wa_id, user_id }: MetaContact) =>
      (wa_id !== undefined && wa_id === message.contact.wa_id) ||
      (user_id !== undefined && user_id === message.contact.user_id);
    const person = meta.messages.findLast(
      ({ direction, contact }) => direction === "inbound" && isSame(contact),
    );
    return { ...message, contact: { ...person?.contact, ...message.contact } };
  }

  return {
    meta,
    answer(call, fault) {
      if (isMetaCode(fault) && fault.status !== undefined) return graphError(fault.status, fault.metaCode);
      const ofSetup = answerSetup(meta.setup, settings, call);
      if (ofSetup) return ofSetup;
      const { answer, message } = answerGraph(meta, settings.meta, call);
      if (message && isMetaCode(fault)) message.failsWith = fault.metaCode;
      if (message && meta.callbacks === "auto") courses.begin(course(message));
      return answer;
    },
    close: courses.close,
  };
}

function queryOf(params: Record<string, string | string[] | undefined>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) =>
      (value === undefined ? [] : [value].flat()).map((one): [string, string] => [name, one]),
    ),
  );
}
