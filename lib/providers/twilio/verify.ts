import { createHash, timingSafeEqual } from "node:crypto";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { ForeignAccountError, SignatureError } from "../../errors.ts";
import type { Form } from "../../http/form.ts";

type Expected = {
  accountSid: string;
  /** Auth Tokens that may have signed it; two while one is being rotated. */
  webhookTokens: string[];
  publicOrigins: string[];
  /** Paths under which Twilio may know this endpoint. */
  paths: readonly string[];
};

type Signed = { path: string; rawQuery: string; signature: string | null };

/**
 * Returns when Twilio signed this form for one of our URLs, for our account.
 * @returns the path that it was signed for, which a proxy on the way cannot have changed
 * @throws {SignatureError} when no candidate fits
 * @throws {ForeignAccountError} when it is authentic but names another account
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export function verifyTwilio(signed: Signed & { form: Form }, expected: Expected): string {
  const path = signedPath(signed, signed.form, expected);
  requireOwnAccount(signed.form, expected);
  return path;
}

/**
 * Returns when Twilio signed this JSON body for one of our URLs: the signature covers the URL, and the URL carries the
 * body's hash. A body without it is signed by nobody. Whose account it names has to be looked at once it is parsed.
 * @returns the path that it was signed for
 * @throws {SignatureError}
 */
export function verifyTwilioJson(signed: Signed & { bytes: Uint8Array }, expected: Expected): string {
  const named = new URLSearchParams(signed.rawQuery).getAll("bodySHA256");
  const given = Buffer.from(named.length === 1 ? (named[0] ?? "").toLowerCase() : "");
  const actual = Buffer.from(createHash("sha256").update(signed.bytes).digest("hex"));
  if (given.length !== actual.length || !timingSafeEqual(given, actual)) {
    throw new SignatureError("bodySHA256 is not the body's hash");
  }
  return signedPath(signed, {}, expected);
}

/** @throws {ForeignAccountError} when an authentic payload names another account than ours */
export function requireOwnAccount(form: Form, { accountSid }: Pick<Expected, "accountSid">): void {
  if (form.AccountSid !== accountSid) throw new ForeignAccountError("AccountSid is not ours");
}

/**
 * Twilio signs the URL it was given, byte for byte. What a function sees of it went through a proxy, so the candidates
 * come from configuration: public origin + known path + raw query, with and without the default port.
 */
function signedPath(signed: Signed, parameters: Form, expected: Expected): string {
  const given = Buffer.from(signed.signature ?? "");
  const fits = ({ url }: { url: string }) =>
    expected.webhookTokens.some((token) => {
      const signature = Buffer.from(getExpectedTwilioSignature(token, url, parameters));
      return signature.length === given.length && timingSafeEqual(signature, given);
    });
  const found = given.length === 0 ? undefined : candidates(signed, expected).find(fits);
  if (!found) throw new SignatureError("X-Twilio-Signature does not fit any of our URLs");
  return found.path;
}

function candidates({ path, rawQuery }: Signed, { publicOrigins, paths }: Expected) {
  const likeliestFirst = [...paths].sort((a, b) => Number(b === path) - Number(a === path));
  return publicOrigins
    .flatMap((origin) => [origin, withDefaultPort(origin)])
    .flatMap((origin) =>
      likeliestFirst.map((candidate) => ({ path: candidate, url: `${origin}${candidate}${rawQuery}` })),
    );
}

/** Twilio signs some URLs with the port that they leave out. */
function withDefaultPort(origin: string): string {
  if (/:\d+$/.test(origin)) return origin;
  return `${origin}:${origin.startsWith("https:") ? 443 : 80}`;
}
