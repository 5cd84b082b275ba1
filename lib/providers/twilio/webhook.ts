import { NotConfiguredError } from "../../errors.ts";
import { type Form, parseForm } from "../../http/form.ts";
import { isLetInUnsigned } from "../../http/let-in-unsigned.ts";
import type { Deps } from "../../ports.ts";
import { parseJsonBody } from "./json-body.ts";
import { completeUnsigned, withTestSids } from "./sandbox-defaults.ts";
import { requireOwnAccount, verifyTwilio, verifyTwilioJson } from "./verify.ts";

/** The bodies that Twilio sends, with room to spare. */
export const TWILIO_BODY = { contentTypes: ["application/x-www-form-urlencoded"], maxBytes: 128 * 1024 };

/** Conversations may be set up to send JSON as well. */
export const TWILIO_EVENT_BODY = {
  contentTypes: [...TWILIO_BODY.contentTypes, "application/json"],
  maxBytes: TWILIO_BODY.maxBytes,
};

/** Twilio tries again, where it is told to, after a 5xx; a 4xx is final. */
export const TWILIO_REFUSALS = { unsigned: 403, notDurable: 503 } as const;

type Webhook = { path: string; rawQuery: string; headers: Headers; bytes: Uint8Array };

type Needed = Pick<Deps, "env" | "acceptUnsigned" | "log">;

/**
 * The form of a webhook that Twilio signed for one of these paths.
 * @throws {NotConfiguredError} @throws {TooLargeError} @throws {SignatureError} @throws {ForeignAccountError}
 */
export function readTwilioWebhook(webhook: Webhook, deps: Needed, paths: readonly string[]): Form {
  const expected = expectedOf(deps, paths);
  const form = parseForm(webhook.bytes);
  const signature = webhook.headers.get("x-twilio-signature");
  if (isLetInUnsigned(signature, deps)) return completeUnsigned(form, expected);
  verifyTwilio({ ...webhook, signature, form }, expected);
  return form;
}

/**
 * The parameters of an event that Twilio signed for one of these paths, and that path: where events come without their
 * type, it says what they are.
 * @throws {PayloadError} for a JSON body that is none, and all that `readTwilioWebhook` throws
 */
export function readTwilioEvent(
  webhook: Webhook,
  deps: Needed,
  paths: readonly string[],
): { form: Form; path: string } {
  const expected = expectedOf(deps, paths);
  const isJson = /^application\/json\b/i.test(webhook.headers.get("content-type") ?? "");
  const signature = webhook.headers.get("x-twilio-signature");
  if (isLetInUnsigned(signature, deps)) {
    const form = isJson ? parseJsonBody(webhook.bytes) : parseForm(webhook.bytes);
    return { form: withTestSids(form), path: webhook.path };
  }
  if (!isJson) {
    const form = parseForm(webhook.bytes);
    return { form, path: verifyTwilio({ ...webhook, signature, form }, expected) };
  }
  const path = verifyTwilioJson({ ...webhook, signature }, expected);
  const form = parseJsonBody(webhook.bytes);
  requireOwnAccount(form, expected);
  return { form, path };
}

/** @throws {NotConfiguredError} naming what verification lacks */
function expectedOf({ env: { twilio, publicOrigins, invalid } }: Needed, paths: readonly string[]) {
  if (!twilio.configured) throw new NotConfiguredError("Twilio", twilio.missing, { invalid });
  if (publicOrigins.length === 0)
    throw new NotConfiguredError("Our own address", ["PUBLIC_BASE_URL"], { invalid });
  return { ...twilio, publicOrigins, paths };
}

/** The named parameter of a raw query, or null. */
export function queryParameter(rawQuery: string, name: string): string | null {
  return new URLSearchParams(rawQuery).get(name);
}
