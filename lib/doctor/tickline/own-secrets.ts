import { randomBytes } from "node:crypto";

/** The secrets that nobody else has to know first, and how each is made. The password is typed by people, and still beyond guessing. */
export const OWN_SECRETS: ReadonlyMap<string, () => string> = new Map([
  ["WHATSAPP_VERIFY_TOKEN", () => randomBytes(24).toString("hex")],
  ["CRON_SECRET", () => randomBytes(32).toString("hex")],
  ["API_KEY", () => randomBytes(32).toString("hex")],
  ["CONSOLE_PASSWORD", () => randomBytes(15).toString("base64url")],
]);
