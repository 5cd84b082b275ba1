const DIGITS = "32 hexadecimal digits";
const FLAG = "true or false";
const COUNT = "a whole number from 1 to 9999999";
const PHONE = "a phone number with its country code, such as +14155550100";
const DATABASE = "a URL that begins with postgres:// or postgresql://";
const SECRET = "at least 16 characters";
const KEY = "at least 32 characters";

/** What a setting must look like, by its name; a setting that is not here may be any text. */
const SHAPES: Readonly<Record<string, string>> = {
  TWILIO_ACCOUNT_SID: `AC and ${DIGITS}`,
  TWILIO_AUTH_TOKEN: SECRET,
  TWILIO_WEBHOOK_SECRET: SECRET,
  TWILIO_API_KEY_SID: `SK and ${DIGITS}`,
  TWILIO_API_KEY_SECRET: SECRET,
  TWILIO_WHATSAPP_NUMBER: PHONE,
  TWILIO_PHONE_NUMBER: PHONE,
  TWILIO_MESSAGING_SERVICE_SID: `MG and ${DIGITS}`,
  TWILIO_CONTENT_SID: `HX and ${DIGITS}`,
  TWILIO_REPLY_CONTENT_SID: `HX and ${DIGITS}`,
  TWILIO_CONVERSATIONS_SERVICE_SID: `IS and ${DIGITS}`,
  CONVERSATIONS_CREATE_TICKETS: FLAG,
  WHATSAPP_VERIFY_TOKEN: "at least 8 characters",
  WHATSAPP_WEBHOOK_SECRET: SECRET,
  WHATSAPP_PHONE_NUMBER_ID: "the digits of the number's id at Meta, not the number",
  WHATSAPP_APP_ID: "the digits of the app's id at Meta",
  WHATSAPP_BUSINESS_ACCOUNT_ID: "the digits of the WhatsApp Business Account's id at Meta",
  WHATSAPP_REPLY_TEMPLATE: "name or name:language, such as reply_later:en",
  META_AGENT_TICKETS: "handover or always",
  ZENDESK_SUBDOMAIN: "the subdomain alone: acme for acme.zendesk.com",
  ZENDESK_WEBHOOK_SECRET: `${SECRET}, and not the one that Zendesk publishes for tests`,
  ZENDESK_TICKS: "notes, field or off",
  ZENDESK_TICKS_FIELD_ID: "the digits of the field's id, which ZENDESK_TICKS=field needs",
  ZENDESK_WINDOW_REMINDER: FLAG,
  ZENDESK_ROUTING: 'JSON like {"+14155550100":{"brandId":1,"groupId":2}}',
  RATE_LIMIT_PER_MINUTE: COUNT,
  RATE_LIMIT_PER_DAY: COUNT,
  SEND_RATE_PER_SECOND: COUNT,
  FALLBACK_SMS: FLAG,
  PREVIEW_ALLOWED_NUMBERS: "phone numbers with their country codes, and commas between them",
  POSTGRES_URL: DATABASE,
  DATABASE_URL: DATABASE,
  PUBLIC_BASE_URL: "an address like https://support.example.com",
  API_KEY: KEY,
  API_KEY_PREVIOUS: KEY,
  CONSOLE_PASSWORD: "at least 12 characters",
  CRON_SECRET: SECRET,
  DEBUG: FLAG,
  UPSTREAM_ORIGIN: "a loopback address like http://127.0.0.1:9000",
};

/** The shape that a setting must have, to follow "it must be"; null where any text will do. */
export function shapeOf(setting: string): string | null {
  return SHAPES[setting] ?? null;
}
