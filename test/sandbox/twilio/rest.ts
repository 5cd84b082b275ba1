import { type Answer, asObject, type Form, first, type UpstreamCall } from "../upstreams/call.ts";
import { answerContent, type StoredContent } from "./content.ts";
import type { StoredConversation } from "./conversation-resources.ts";
import { answerConversations, type ConversationHook } from "./conversations-rest.ts";
import { type ConversationFile, describeFile, serveFile } from "./media-content.ts";
import { type TwilioMessage, toResource, toRfc2822, twilioError } from "./message.ts";
import { acceptSend, isWhatsApp, refuseSend } from "./send.ts";
import type { SetUp } from "./set-up.ts";
import { answerSetUp } from "./set-up-rest.ts";

/** What the REST API works on. */
export type TwilioAccount = {
  accountSid: string;
  authToken: string;
  /** What may make calls in place of the Auth Token; one that is not "Main" sees nothing of the account itself. */
  apiKeys: { sid: string; secret: string; type: "Main" | "Standard" }[];
  messages: TwilioMessage[];
  /** What hangs on the messages of conversations, oldest first. */
  conversationFiles: ConversationFile[];
  /** What the REST API of Conversations made, oldest first. */
  conversations: StoredConversation[];
  /** Templates that were made beforehand. */
  contents: StoredContent[];
  /** How somebody set it up in Twilio's console. */
  setUp: SetUp;
  /** Our senders, as addresses. */
  ownNumbers: string[];
  /** Ids of the inbound messages that got a typing indicator. */
  typing: string[];
  /** What a caller did that the real Twilio's partners would not forgive, one sentence each. */
  violations: string[];
};

type Created = { answer: Answer; message?: TwilioMessage; hooks?: ConversationHook[] };

const NOT_FOUND = twilioError(404, 20404);
const MESSAGES =
  /^\/2010-04-01\/Accounts\/(AC[0-9a-f]{32})\/Messages(?:\/([SM]M[0-9a-f]{32}))?(\.json|\/.*)?$/;

/** Answers a call to api.twilio.com, content.twilio.com, conversations.twilio.com, messaging.twilio.com, mcs.us1.twilio.com, or where Twilio keeps files. */
export function answerTwilio(account: TwilioAccount, call: UpstreamCall): Created {
  if (call.host.endsWith(".twiliocdn.com")) return { answer: cdnFile(account, call) };
  if (call.host === "media.us1.twilio.com") return { answer: serveFile(account, call) };
  if (!isLetIn(account, call)) return { answer: twilioError(401, 20003) };
  const ofSetUp = answerSetUp(account, call);
  if (ofSetUp) return { answer: ofSetUp };
  if (call.host === "conversations.twilio.com") return answerConversations(account, call);
  if (call.host === "content.twilio.com") return { answer: answerContent(account, call) };
  if (call.host === "mcs.us1.twilio.com") return { answer: describeFile(account, call) };
  if (call.host === "messaging.twilio.com") return { answer: typingIndicator(account, call) };
  const [, accountSid, sid, rest = ""] = MESSAGES.exec(call.path) ?? [];
  if (accountSid !== account.accountSid) return { answer: NOT_FOUND };
  if (!sid) return call.method === "POST" ? send(account, call) : { answer: list(account, call) };
  const message = account.messages.find((one) => one.sid === sid);
  if (!message) return { answer: NOT_FOUND };
  return {
    answer: rest.startsWith("/Media") ? media(message, call, rest) : resource(account, message, call),
  };
}

function send(account: TwilioAccount, call: UpstreamCall): Created {
  const form = formOf(call);
  const refusal = refuseSend(form);
  if (refusal) return { answer: refusal };
  const message = acceptSend(account, form);
  account.messages.push(message);
  return { answer: { status: 201, body: toResource(message) }, message };
}

function list(account: TwilioAccount, { method, path, query }: UpstreamCall): Answer {
  if (method !== "GET") return twilioError(405, 20004, "Method not allowed");
  const found = account.messages.filter((message) => matches(message, query)).reverse();
  const size = Math.min(Number(first(query, "PageSize") ?? 50), 1000);
  const page = Number(first(query, "Page") ?? 0);
  const shown = found.slice(page * size, (page + 1) * size);
  const uri = (number: number) => {
    const flat = Object.entries(query).map(([name, value]): [string, string] => [
      name,
      [value].flat().join(),
    ]);
    return `${path}?${new URLSearchParams({ ...Object.fromEntries(flat), PageSize: `${size}`, Page: `${number}` })}`;
  };
  return {
    status: 200,
    body: {
      messages: shown.map(toResource),
      page,
      page_size: size,
      start: page * size,
      end: page * size + Math.max(shown.length - 1, 0),
      uri: uri(page),
      first_page_uri: uri(0),
      next_page_uri: found.length > (page + 1) * size ? uri(page + 1) : null,
      previous_page_uri: page > 0 ? uri(page - 1) : null,
    },
  };
}

function matches(message: TwilioMessage, query: Form): boolean {
  const [to, from] = [first(query, "To"), first(query, "From")];
  const [on, since, until] = ["DateSent", "DateSent>", "DateSent<"].map((name) => first(query, name));
  const sentAt = new Date(message.date_sent ?? message.date_created);
  return (
    (!to || message.to === to) &&
    (!from || message.from === from) &&
    (!on || sentAt.toISOString().slice(0, 10) === new Date(on).toISOString().slice(0, 10)) &&
    (!since || sentAt >= new Date(since)) &&
    (!until || sentAt <= new Date(until))
  );
}

/** What waits, or is on its way, cannot be deleted. */
const UNDER_WAY = new Set(["accepted", "scheduled", "queued", "sending"]);

function resource({ messages }: TwilioAccount, message: TwilioMessage, call: UpstreamCall): Answer {
  if (call.method === "GET") return { status: 200, body: toResource(message) };
  if (call.method === "DELETE") {
    if (UNDER_WAY.has(message.status)) return twilioError(409, 20009);
    messages.splice(messages.indexOf(message), 1);
    return { status: 204 };
  }
  if (first(formOf(call), "Status") === "canceled") message.status = "canceled";
  if (first(formOf(call), "Body") === "") message.body = "";
  return { status: 200, body: toResource(message) };
}

function media(message: TwilioMessage, call: UpstreamCall, rest: string): Answer {
  const uri = message.uri.replace(/\.json$/, "");
  const describe = (one: TwilioMessage["media"][number]) => ({
    sid: one.sid,
    account_sid: message.account_sid,
    parent_sid: message.sid,
    content_type: one.contentType,
    date_created: toRfc2822(new Date(message.date_created)),
    date_updated: toRfc2822(new Date(message.date_created)),
    uri: `${uri}/Media/${one.sid}.json`,
  });
  if (/^\/Media(\.json)?$/.test(rest)) {
    return { status: 200, body: { media_list: message.media.map(describe), next_page_uri: null } };
  }
  const one = message.media.find(({ sid }) => rest.startsWith(`/Media/${sid}`));
  if (!one) return NOT_FOUND;
  if (call.method === "DELETE") {
    message.media.splice(message.media.indexOf(one), 1);
    return { status: 204 };
  }
  if (rest.endsWith(".json")) return { status: 200, body: describe(one) };
  return { status: 307, headers: { location: one.location } };
}

function cdnFile({ messages, violations }: TwilioAccount, { host, path, headers }: UpstreamCall): Answer {
  if (headers.authorization) violations.push(`credentials were sent to ${host}`);
  const file = messages
    .flatMap((message) => message.media)
    .find((one) => one.location === `https://${host}${path}`);
  if (!file)
    return { status: 404, headers: { "content-type": "application/xml" }, body: Buffer.from("<Error/>") };
  return { status: 200, headers: { "content-type": file.contentType }, body: file.bytes };
}

function typingIndicator({ messages, typing }: TwilioAccount, call: UpstreamCall): Answer {
  const form = formOf(call);
  const sid = first(form, "messageId") ?? "";
  if (call.method !== "POST" || call.path !== "/v2/Indicators/Typing.json") return NOT_FOUND;
  if (first(form, "channel") !== "whatsapp")
    return twilioError(400, 20001, "Parameter 'channel' is not valid");
  const message = messages.find((one) => one.sid === sid && one.direction === "inbound");
  if (!message) return NOT_FOUND;
  if (!isWhatsApp(message.from)) return twilioError(400, 20001, "Parameter 'messageId' is not valid");
  typing.push(sid);
  return { status: 200, body: { success: true } };
}

function formOf(call: UpstreamCall): Form {
  // A parsed form holds strings and lists of strings only; any other body has none of the names asked for.
  return Buffer.isBuffer(call.body) ? {} : (asObject(call.body) as Form);
}

function isLetIn(
  { accountSid, authToken, apiKeys }: TwilioAccount,
  { headers, path }: UpstreamCall,
): boolean {
  if (headers.authorization === basic(accountSid, authToken)) return true;
  const key = apiKeys.find(({ sid, secret }) => headers.authorization === basic(sid, secret));
  return key !== undefined && (key.type === "Main" || path !== `/2010-04-01/Accounts/${accountSid}.json`);
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
