import { createHmac, timingSafeEqual } from "node:crypto";
import { SignatureError } from "../errors.ts";

/** As far as two clocks may differ, and a retry may be late. */
const TOLERANCE_MS = 15 * 60 * 1000;

/** An HMAC-SHA256 in base64, checked before it is decoded: Buffer.from(base64) skips what it does not know. */
const SIGNATURE = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Returns when Zendesk signed exactly these bytes, at about this time, with our webhook's secret.
 * @throws {SignatureError} when it is missing, malformed, another, or more than 15 minutes off
 * @see https://developer.zendesk.com/documentation/webhooks/verifying/
 */
export function verifyZendesk(bytes: Uint8Array, headers: Headers, secret: string, now = Date.now()): void {
  const given = headers.get("x-zendesk-webhook-signature") ?? "";
  const timestamp = headers.get("x-zendesk-webhook-signature-timestamp") ?? "";
  const expected = createHmac("sha256", secret).update(timestamp).update(bytes).digest();
  if (!SIGNATURE.test(given) || !timingSafeEqual(Buffer.from(given, "base64"), expected)) {
    throw new SignatureError("X-Zendesk-Webhook-Signature is missing or does not fit");
  }
  const signedAt = Date.parse(timestamp);
  if (!(Math.abs(now - signedAt) <= TOLERANCE_MS)) {
    throw new SignatureError("X-Zendesk-Webhook-Signature-Timestamp is more than 15 minutes off");
  }
}
