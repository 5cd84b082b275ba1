import { randomUUID } from "node:crypto";
import { all, type Form } from "../upstreams/call.ts";
import { callWebhook } from "../upstreams/deliver.ts";
import type { DeliverSettings } from "../upstreams/settings.ts";
import { signTwilio } from "./signature.ts";

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
  const headers = {
    "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
    "user-agent": "TwilioProxy/1.1",
    "i-twilio-idempotency-token": randomUUID(),
    ...(signature && { "x-twilio-signature": signature }),
  };
  return callWebhook(settings, signedUrl, { method: "POST", headers, body: encodeForm(params) });
}

/** A form as Twilio encodes it; a repeated name stands as often as it has values. */
function encodeForm(params: Form): string {
  const pairs = Object.keys(params).flatMap((name) => all(params, name).map((value) => [name, value]));
  return new URLSearchParams(pairs).toString();
}
