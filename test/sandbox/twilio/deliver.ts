import { randomUUID } from "node:crypto";
import { all, type Form } from "../upstreams/call.ts";
import { signTwilio } from "./signature.ts";

/** The account that the simulated Twilio plays, and where its webhooks go. Everything has a default. */
export type DeliverOptions = {
  accountSid?: string;
  /** Signs the webhooks and is the password of the REST API. */
  authToken?: string;
  /** The address that Twilio was given: what is signed. */
  publicBaseUrl?: string;
  /** The loopback origin that really listens; known later? Set `upstreams.deliver.targetOrigin`. */
  targetOrigin?: string;
  /** Path of the inbound webhook below `publicBaseUrl`. */
  inboundPath?: string;
  /** Our sender on WhatsApp, E.164. */
  whatsappNumber?: string;
  /** Our SMS number, E.164. */
  phoneNumber?: string;
  /** Takes the requests in place of the network, e.g. straight into a handler; sees the public URL. */
  send?: (request: Request) => Promise<Response>;
};

export type DeliverSettings = Required<Omit<DeliverOptions, "targetOrigin" | "send">> &
  Pick<DeliverOptions, "targetOrigin" | "send">;

export type WebhookOptions = {
  /** Signs with another token, as during a rotation. */
  authToken?: string;
  /** Sent as it is; an empty one leaves the header out. */
  signature?: string;
};

/**
 * Posts a form to a webhook as Twilio does, signed over the public URL without its fragment.
 * @throws {Error} when the URL is neither below `publicBaseUrl` nor on this machine
 */
export async function deliverWebhook(
  settings: DeliverSettings,
  url: string,
  params: Form,
  options: WebhookOptions = {},
): Promise<Response> {
  const [signedUrl = url] = url.split("#");
  const signature =
    options.signature ?? signTwilio(options.authToken ?? settings.authToken, signedUrl, params);
  const { host, protocol } = new URL(signedUrl);
  const headers = new Headers({
    "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
    "user-agent": "TwilioProxy/1.1",
    "i-twilio-idempotency-token": randomUUID(),
    "x-forwarded-host": host,
    "x-forwarded-proto": protocol.slice(0, -1),
  });
  if (signature) headers.set("x-twilio-signature", signature);
  const request = { method: "POST", headers, body: encodeForm(params) };
  if (settings.send) return settings.send(new Request(signedUrl, request));
  return fetch(targetOf(settings, signedUrl), { ...request, redirect: "manual" });
}

/** A form as Twilio encodes it; a repeated name stands as often as it has values. */
export function encodeForm(params: Form): string {
  const pairs = Object.keys(params).flatMap((name) => all(params, name).map((value) => [name, value]));
  return new URLSearchParams(pairs).toString();
}

function targetOf({ publicBaseUrl, targetOrigin }: DeliverSettings, url: string): string {
  if (targetOrigin && url.startsWith(`${publicBaseUrl}/`))
    return targetOrigin + url.slice(publicBaseUrl.length);
  if (["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname)) return url;
  throw new Error(`${url} is not below ${publicBaseUrl}: the simulated Twilio calls nobody else`);
}
