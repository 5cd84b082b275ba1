import { expect, test } from "vitest";
import { parseEnv } from "../../lib/config/env.ts";
import { readSettings, type Settings } from "../../lib/config/settings.ts";
import { NotConfiguredError } from "../../lib/errors.ts";

const PUBLISHED = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";

test.for([
  ["TWILIO_AUTH_TOKEN", 16],
  ["TWILIO_API_KEY_SECRET", 16],
  ["TWILIO_WEBHOOK_SECRET", 16],
  ["WHATSAPP_VERIFY_TOKEN", 8],
  ["WHATSAPP_WEBHOOK_SECRET", 16],
  ["ZENDESK_WEBHOOK_SECRET", 16],
  ["CRON_SECRET", 16],
] as const)(
  "%s has at least %i characters, or counts as missing and is named with its shape",
  ([name, floor]) => {
    const cutOff = readSettings({ [name]: "s".repeat(floor - 1) });
    expect([cutOff.settings[name as keyof Settings], cutOff.invalid]).toEqual([undefined, [name]]);
    const { message } = new NotConfiguredError("It", [name], { invalid: cutOff.invalid });
    expect(message).toContain(
      `set ${name} (what is set is malformed: it must be at least ${floor} characters`,
    );
    const whole = readSettings({ [name]: "s".repeat(floor) });
    expect([whole.settings[name as keyof Settings], whole.invalid]).toEqual(["s".repeat(floor), []]);
  },
);

test("the secret that Zendesk publishes for tests is none, deployed or not", () => {
  for (const VERCEL_ENV of [undefined, "development", "preview", "production"]) {
    const { zendeskWebhookSecret, invalid } = parseEnv({ ZENDESK_WEBHOOK_SECRET: PUBLISHED, VERCEL_ENV });
    expect([zendeskWebhookSecret, invalid]).toEqual([undefined, ["ZENDESK_WEBHOOK_SECRET"]]);
  }
});

test("a secret of Meta's that is too short switches Meta off, and says that somebody means it", () => {
  for (const name of ["WHATSAPP_VERIFY_TOKEN", "WHATSAPP_WEBHOOK_SECRET"])
    expect(parseEnv({ [name]: "sesame!" }).meta).toMatchObject({ configured: false, isBegun: true });
});
