import { createHmac, timingSafeEqual } from "node:crypto";
import { SignatureError } from "../../errors.ts";

/** Checked before it is decoded: Buffer.from(hex) silently stops at the first character that is none. */
const SIGNATURE = /^sha256=([0-9a-f]{64})$/i;

/**
 * Returns when Meta signed exactly these bytes with our app secret.
 * @throws {SignatureError} when it is missing, malformed or another
 * @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started#event-notifications
 */
export function verifyMeta(bytes: Uint8Array, signature: string | null, appSecret: string): void {
  const given = SIGNATURE.exec(signature ?? "")?.[1];
  const expected = createHmac("sha256", appSecret).update(bytes).digest();
  if (!given || !timingSafeEqual(Buffer.from(given, "hex"), expected)) {
    throw new SignatureError("X-Hub-Signature-256 is missing or does not fit");
  }
}
