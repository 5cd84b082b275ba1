import { createHmac } from "node:crypto";

/**
 * The `X-Hub-Signature-256` that Meta gives a webhook with these bytes.
 * @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 */
export function signMeta(appSecret: string, bytes: Buffer): string {
  return `sha256=${createHmac("sha256", appSecret).update(bytes).digest("hex")}`;
}
