import { type Answer, all, asObject, type Form, first, type UpstreamCall } from "../upstreams/call.ts";
import {
  conversationResource,
  hookFields,
  isJson,
  messageResource,
  type Participant,
  participantResource,
  type StoredConversation,
} from "./conversation-resources.ts";
import { newSid, twilioError } from "./message.ts";
import { DEFAULT_SERVICE } from "./set-up.ts";

/** What the webhook is told of a call that asked for it. */
export type ConversationHook = { eventType: string; fields: Record<string, string> };

type Account = { accountSid: string; conversations: StoredConversation[]; ownNumbers: string[] };
type Done = { answer: Answer; hooks: ConversationHook[] };

const ROUTE =
  /^\/v1(?:\/Services\/(IS[0-9a-f]{32}))?\/(?:(ConversationWithParticipants)|Conversations\/([^/]+)(?:\/(Messages|Participants)(?:\/(IM[0-9a-f]{32}))?)?)$/;
const ADDRESS = /^(whatsapp:)?\+[1-9]\d{6,14}$/;

/** Answers a call to conversations.twilio.com, and says what its webhooks are told. */
export function answerConversations(account: Account, call: UpstreamCall): Done {
  const { answer, hooks } = work(account, call);
  return { answer, hooks: call.headers["x-twilio-webhook-enabled"] === "true" ? hooks : [] };
}

function work(account: Account, call: UpstreamCall): Done {
  const [, serviceSid = DEFAULT_SERVICE, create, name = "", part, sid] = ROUTE.exec(call.path) ?? [];
  // A parsed form holds strings and lists of strings only.
  const form = asObject(call.body) as Form;
  if (create) return call.method === "POST" ? creation(account, serviceSid, form) : refused(405, 20004);
  const wanted = decodeURIComponent(name);
  const found = account.conversations.find(
    (one) => one.serviceSid === serviceSid && (one.sid === wanted || one.uniqueName === wanted),
  );
  if (!found) return refused(404, 20404);
  if (sid) return call.method === "DELETE" ? removal(found, sid) : refused(405, 20004);
  if (part === "Messages" && call.method === "POST") return addition(account, found, form);
  if (call.method !== "GET") return refused(405, 20004);
  if (!part) return shown(conversationResource(account, found));
  const participants = found.participants.map((one) => participantResource(account, found, one));
  return shown({ participants, meta: { page: 0, page_size: 50, key: "participants", next_page_url: null } });
}

function creation(account: Account, serviceSid: string, form: Form): Done {
  const [friendlyName = null, uniqueName = null] = [first(form, "FriendlyName"), first(form, "UniqueName")];
  const attributes = first(form, "Attributes") ?? "{}";
  const asked = all(form, "Participant").map((json) => participantIn(json, account.ownNumbers));
  if ((friendlyName?.length ?? 0) > 256) return refused(400, 20001, "FriendlyName is too long");
  if (asked.length > 10 || !isJson(attributes)) return refused(400, 20001);
  const participants = asked.filter((one) => one !== null);
  if (participants.length < asked.length) return refused(400, 50407, "Invalid messaging binding address");
  if (uniqueName !== null && account.conversations.some((one) => one.uniqueName === uniqueName)) {
    return refused(409, 50353, "Conversation with provided unique name already exists");
  }
  const pairs = account.conversations.flatMap((one) => one.participants).map(pairOf);
  const busy = participants.map(pairOf).find((pair) => pair !== null && pairs.includes(pair));
  if (busy) return refused(409, 50425, `Participant and proxy address pair ${busy} is already in use`);
  const sid = newSid("CH");
  const named = { sid, serviceSid, friendlyName, uniqueName, attributes };
  const created: StoredConversation = { ...named, date: now(), participants, messages: [] };
  account.conversations.push(created);
  const body = conversationResource(account, created);
  const added = participants.map((one) => ({
    eventType: "onParticipantAdded",
    fields: hookFields(participantResource(account, created, one)),
  }));
  const hooks = [{ eventType: "onConversationAdded", fields: hookFields(body) }, ...added];
  return { answer: { status: 202, body }, hooks };
}

function addition(account: Account, to: StoredConversation, form: Form): Done {
  const body = first(form, "Body") ?? "";
  if (!body || body.length > 1600) return refused(400, 50506, "Message body is missing or too long");
  const author = first(form, "Author") ?? "system";
  const attributes = first(form, "Attributes") ?? "{}";
  const sid = newSid("IM");
  const message = { sid, body, author, attributes, index: to.messages.length, date: now() };
  to.messages.push(message);
  const resource = messageResource(account, to, message);
  const fields = { ...hookFields(resource), Source: "API" };
  return { answer: { status: 201, body: resource }, hooks: [{ eventType: "onMessageAdded", fields }] };
}

function removal({ messages }: StoredConversation, sid: string): Done {
  const at = messages.findIndex((one) => one.sid === sid);
  if (at < 0) return refused(404, 20404);
  messages.splice(at, 1);
  return { answer: { status: 204 }, hooks: [] };
}

function participantIn(json: string, ownNumbers: string[]): Participant | null {
  const given = asObject(isJson(json) ? JSON.parse(json) : undefined);
  const who = { sid: newSid("MB"), date: now() };
  if (typeof given.identity === "string")
    return { ...who, identity: given.identity, messaging_binding: null };
  const binding = asObject(given.messaging_binding);
  const [address, proxy_address] = [String(binding.address), String(binding.proxy_address)];
  const type = address.startsWith("whatsapp:") ? "whatsapp" : "sms";
  const fits = (type === "sms") === proxy_address.startsWith("+") && ownNumbers.includes(proxy_address);
  if (!ADDRESS.test(address) || !fits) return null;
  return { ...who, identity: null, messaging_binding: { type, address, proxy_address } };
}

function pairOf({ messaging_binding: binding }: Participant): string | null {
  return binding && `${binding.address} ${binding.proxy_address}`;
}

/** The REST API's dates have no fractions. */
function now(): string {
  return new Date().toISOString().replace(/\.\d+Z/, "Z");
}

function refused(status: number, code: number, message?: string): Done {
  return { answer: twilioError(status, code, message), hooks: [] };
}

function shown(body: unknown): Done {
  return { answer: { status: 200, body }, hooks: [] };
}
