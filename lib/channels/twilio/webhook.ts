import type { Deps } from "../../deps.ts";
import { NotConfiguredError } from "../../errors.ts";
import { type Form, parseForm } from "./form.ts";
import { completeUnsigned } from "./unsigned.ts";
import { verifyTwilio } from "./verify.ts";

/** The bodies that Twilio sends, with room to spare. */
export const TWILIO_BODY = { contentTypes: ["application/x-www-form-urlencoded"], maxBytes: 128 * 1024 };

/** Twilio tries again, where it is told to, after a 5xx; a 4xx is final. */
export const TWILIO_REFUSALS = { unsigned: 403, notDurable: 503 } as const;

type Webhook = { path: string; rawQuery: string; headers: Headers; bytes: Uint8Array };

/**
 * The form of a webhook that Twilio signed for one of these paths.
 * @throws {NotConfiguredError} @throws {TooLargeError} @throws {SignatureError} @throws {ForeignAccountError}
 */
export function readTwilioWebhook(
  webhook: Webhook,
  { env, acceptUnsigned, log }: Pick<Deps, "env" | "acceptUnsigned" | "log">,
  paths: readonly string[],
): Form {
  const { twilio, publicOrigins } = env;
  if (!twilio.configured) throw new NotConfiguredError("Twilio", twilio.missing);
  if (publicOrigins.length === 0) throw new NotConfiguredError("Our own address", ["PUBLIC_BASE_URL"]);
  const form = parseForm(webhook.bytes);
  const signature = webhook.headers.get("x-twilio-signature");
  if (signature === null && acceptUnsigned) {
    log.info("Accepted without a signature, as only the sandbox does");
    return completeUnsigned(form, twilio);
  }
  const { path, rawQuery } = webhook;
  verifyTwilio({ path, rawQuery, signature, form }, { ...twilio, publicOrigins, paths });
  return form;
}

/** The named parameter of a raw query, or null. */
export function queryParameter(rawQuery: string, name: string): string | null {
  return new URLSearchParams(rawQuery).get(name);
}
