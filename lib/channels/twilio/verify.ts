import { timingSafeEqual } from "node:crypto";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { ForeignAccountError, SignatureError } from "../../errors.ts";
import type { Form } from "./form.ts";

type Expected = {
  accountSid: string;
  /** Auth Tokens that may have signed it; two while one is being rotated. */
  webhookTokens: string[];
  publicOrigins: string[];
  /** Paths under which Twilio may know this endpoint. */
  paths: readonly string[];
};

type Signed = { path: string; rawQuery: string; signature: string | null; form: Form };

/**
 * Returns when Twilio signed this form for one of our URLs, for our account.
 *
 * Twilio signs the URL it was given, byte for byte. What a function sees of it went through a proxy, so the candidates
 * come from configuration: public origin + known path + raw query, with and without the default port.
 * @throws {SignatureError} when no candidate fits
 * @throws {ForeignAccountError} when it is authentic but names another account
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export function verifyTwilio(signed: Signed, expected: Expected): void {
  const given = Buffer.from(signed.signature ?? "");
  const fits = (url: string) =>
    expected.webhookTokens.some((token) => {
      const signature = Buffer.from(getExpectedTwilioSignature(token, url, signed.form));
      return signature.length === given.length && timingSafeEqual(signature, given);
    });
  if (given.length === 0 || !candidateUrls(signed, expected).some(fits)) {
    throw new SignatureError("X-Twilio-Signature does not fit any of our URLs");
  }
  if (signed.form.AccountSid !== expected.accountSid) throw new ForeignAccountError("AccountSid is not ours");
}

function candidateUrls({ path, rawQuery }: Signed, { publicOrigins, paths }: Expected): string[] {
  const likeliestFirst = [...paths].sort((a, b) => Number(b === path) - Number(a === path));
  return publicOrigins
    .flatMap((origin) => [origin, withDefaultPort(origin)])
    .flatMap((origin) => likeliestFirst.map((candidate) => `${origin}${candidate}${rawQuery}`));
}

/** Twilio signs some URLs with the port that they leave out. */
function withDefaultPort(origin: string): string {
  if (/:\d+$/.test(origin)) return origin;
  return `${origin}:${origin.startsWith("https:") ? 443 : 80}`;
}
