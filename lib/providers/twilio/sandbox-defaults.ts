import { createHash, randomBytes } from "node:crypto";
import type { ConfiguredTwilio } from "../../config/env.ts";
import type { Form } from "../../http/form.ts";

/** In the sandbox, a plain `curl -d Body=Hello` is a message: what Twilio would add is added here. */
export function completeUnsigned(form: Form, twilio: ConfiguredTwilio): Form {
  const defaults = {
    MessageSid: `SM${randomBytes(16).toString("hex")}`,
    AccountSid: twilio.accountSid,
    From: "whatsapp:+14155550123",
    To: `whatsapp:${twilio.whatsappNumber ?? twilio.phoneNumber ?? ""}`,
  };
  return withTestSids(Object.assign(Object.create(null), defaults, form));
}

const SID_FIELDS = new Set(["ConversationSid", "MessageSid", "SmsSid", "ParticipantSid"]);
const TEST_SID = /^(CH|IM|MB|SM|MM)[A-Za-z0-9]{1,64}$/;
const SID = /^[A-Z]{2}[0-9a-f]{32}$/i;

/**
 * In the sandbox, a SID as guides write it, such as CHtest123, stands for a well-formed one, always the same: everything behind
 * this sees what Twilio would send.
 */
export function withTestSids(form: Form): Form {
  const fields = Object.entries(form).map(([name, value]) => [
    name,
    isTestSid(name, value) ? sidFor(value) : value,
  ]);
  return Object.assign(Object.create(null), Object.fromEntries(fields));
}

function isTestSid(name: string, value: unknown): value is string {
  return SID_FIELDS.has(name) && typeof value === "string" && TEST_SID.test(value) && !SID.test(value);
}

function sidFor(testSid: string): string {
  return testSid.slice(0, 2) + createHash("sha256").update(testSid).digest("hex").slice(0, 32);
}
