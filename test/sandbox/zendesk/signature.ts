import { createHmac } from "node:crypto";

/**
 * The value of `X-Zendesk-Webhook-Signature`.
 * @see https://developer.zendesk.com/documentation/webhooks/verifying/
 */
export function signZendesk(secret: string, timestamp: string, body: string): string {
  return createHmac("sha256", secret).update(timestamp).update(body).digest("base64");
}
