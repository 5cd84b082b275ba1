import { createHmac } from "node:crypto";
import { all, type Form } from "../upstreams/call.ts";

/**
 * The `X-Twilio-Signature` that Twilio gives a form webhook.
 * Names are sorted by code unit, values of a repeated name are unique and sorted.
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export function signTwilio(authToken: string, url: string, params: Form): string {
  const fields = Object.keys(params)
    .sort()
    .flatMap((name) => [...new Set(all(params, name))].sort().map((value) => name + value));
  return createHmac("sha1", authToken)
    .update(url + fields.join(""), "utf8")
    .digest("base64");
}
