import { randomBytes } from "node:crypto";
import type { ConfiguredTwilio } from "../../env.ts";
import type { Form } from "../../http/form.ts";

/** In the sandbox, a plain `curl -d Body=Hello` is a message: what Twilio would add is added here. */
export function completeUnsigned(form: Form, twilio: ConfiguredTwilio): Form {
  const defaults = {
    MessageSid: `SM${randomBytes(16).toString("hex")}`,
    AccountSid: twilio.accountSid,
    From: "whatsapp:+14155550123",
    To: `whatsapp:${twilio.whatsappNumber ?? twilio.phoneNumber ?? ""}`,
  };
  return Object.assign(Object.create(null), defaults, form);
}
