import { type Answer, asObject, first, type UpstreamCall } from "../upstreams/call.ts";
import type { MetaSettings } from "../upstreams/settings.ts";
import { graphError } from "./graph-error.ts";
import { BSUID, type MetaMedia, type MetaMessage, type Payload } from "./message.ts";
import { acceptSend, refuseSend } from "./send.ts";

/** What the Graph API works on. */
export type MetaAccount = {
  messages: MetaMessage[];
  /** Sends with a business-scoped user id in `to`: answered with 200, and never delivered. */
  dropped: MetaMessage[];
  /** Wamids that we marked as read. */
  read: string[];
  /** Wamids that we showed a typing indicator for. */
  typing: string[];
  /** Every version that stood in a path, once. */
  versions: string[];
  /** What a caller did that the real Meta would not forgive, one sentence each. */
  violations: string[];
};

type Sent = { answer: Answer; message?: MetaMessage };

const UNAUTHORIZED = graphError(401, 190, {
  message: "Invalid OAuth access token - Cannot parse access token",
});

/** Answers a call to graph.facebook.com, or to the host of Meta's files. */
export function answerGraph(account: MetaAccount, settings: MetaSettings, call: UpstreamCall): Sent {
  if (first(call.query, "access_token")) account.violations.push("an access token stood in a URL");
  const isAuthorized = call.headers.authorization === `Bearer ${settings.accessToken}`;
  if (call.host === "lookaside.fbsbx.com") return { answer: file(account, call, isAuthorized) };
  if (!isAuthorized) return { answer: UNAUTHORIZED };
  const [, version, id = "", edge = ""] = /^\/(v\d+\.\d)\/(\d+)(\/messages)?$/.exec(call.path) ?? [];
  if (!version)
    return { answer: graphError(400, 2500, { message: `Unknown path components: ${call.path}` }) };
  if (!account.versions.includes(version)) account.versions.push(version);
  if (edge && id === settings.phoneNumberId && call.method === "POST") {
    const payload = asObject(call.body);
    return payload.status === undefined ? send(account, payload) : { answer: markRead(account, payload) };
  }
  const media = mediaOf(account).find((one) => one.id === id);
  if (!edge && media && call.method === "GET") return { answer: describe(media, settings, call) };
  return { answer: unknownObject(call.method, id) };
}

function send(account: MetaAccount, payload: Payload): Sent {
  const refusal = refuseProduct(payload) ?? refuseSend(payload);
  if (refusal) return { answer: refusal };
  const message = acceptSend(payload);
  const { to, recipient } = payload;
  const { wa_id, user_id } = message.contact;
  const isDropped = typeof to === "string" && BSUID.test(to);
  const body = {
    messaging_product: "whatsapp",
    contacts: [{ input: to ?? recipient, wa_id, user_id }],
    messages: [{ id: message.id, ...(message.type === "template" && { message_status: "accepted" }) }],
  };
  const answer = { status: 200, body };
  (isDropped ? account.dropped : account.messages).push(message);
  return isDropped ? { answer } : { answer, message };
}

function markRead(account: MetaAccount, payload: Payload): Answer {
  const { status, message_id: id, typing_indicator: indicator } = payload;
  const message = account.messages.find((one) => one.direction === "inbound" && one.id === id);
  const isTyping = indicator !== undefined;
  const refusal = refuseProduct(payload);
  if (refusal) return refusal;
  if (status !== "read" || !message || (isTyping && asObject(indicator).type !== "text")) {
    return graphError(400, 131009, { details: "message_id, status or typing_indicator is not valid" });
  }
  account.read.push(message.id);
  if (isTyping) account.typing.push(message.id);
  return { status: 200, body: { success: true } };
}

function refuseProduct({ messaging_product: product }: Payload): Answer | undefined {
  if (product === "whatsapp") return undefined;
  return graphError(400, 100, { message: "(#100) The parameter messaging_product is required." });
}

function describe(
  media: MetaMedia,
  { phoneNumberId }: MetaSettings,
  { query, method }: UpstreamCall,
): Answer {
  const { id, contentType, sha256, bytes, url } = media;
  if (![undefined, phoneNumberId].includes(first(query, "phone_number_id"))) return unknownObject(method, id);
  return {
    status: 200,
    body: { messaging_product: "whatsapp", url, mime_type: contentType, sha256, file_size: bytes.length, id },
  };
}

function file(account: MetaAccount, { path, query, method }: UpstreamCall, isAuthorized: boolean): Answer {
  const asked = `https://lookaside.fbsbx.com${path}?mid=${first(query, "mid")}&hash=${first(query, "hash")}`;
  const media = mediaOf(account).find(({ url }) => url === asked);
  if (!isAuthorized) return { status: 401, body: { error: "Authentication Error" } };
  if (!media || method !== "GET") return { status: 404, headers: { "content-type": "text/html" } };
  return { status: 200, headers: { "content-type": media.contentType }, body: media.bytes };
}

function mediaOf({ messages }: MetaAccount): MetaMedia[] {
  return messages.map(({ media }) => media).filter((media) => media !== undefined);
}

function unknownObject(method: string, id: string): Answer {
  const message = `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`;
  return graphError(400, 100, { message, subcode: 33 });
}
