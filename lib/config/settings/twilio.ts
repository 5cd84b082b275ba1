import { byLanguage } from "./by-language.ts";
import { CONNECTING, PLAIN, type Setting } from "./setting.ts";
import { flag, phone, secret, sid } from "./value.ts";

const contentSid = byLanguage(
  { shape: /^HX[0-9a-f]{32}$/, read: (sid) => sid },
  'HX and 32 hexadecimal digits, or JSON with one a language, such as {"en":"HX…","es":"HX…"}',
);

export const TWILIO = {
  TWILIO_ACCOUNT_SID: { value: sid("AC"), isSecret: false, ...CONNECTING },
  TWILIO_AUTH_TOKEN: { value: secret, isSecret: true, ...CONNECTING },
  TWILIO_API_KEY_SID: { value: sid("SK"), isSecret: true, ...CONNECTING },
  TWILIO_API_KEY_SECRET: { value: secret, isSecret: true, ...CONNECTING },
  TWILIO_WHATSAPP_NUMBER: { value: phone, isSecret: false, ...CONNECTING },
  TWILIO_PHONE_NUMBER: { value: phone, isSecret: false, ...CONNECTING },
  TWILIO_MESSAGING_SERVICE_SID: { value: sid("MG"), isSecret: false, ...CONNECTING },
  TWILIO_WEBHOOK_SECRET: { value: secret, isSecret: true, ...PLAIN },
  TWILIO_CONTENT_SID: { value: contentSid, isSecret: false, ...PLAIN },
  TWILIO_REPLY_CONTENT_SID: { value: contentSid, isSecret: false, ...PLAIN },
  TWILIO_CONVERSATIONS_SERVICE_SID: { value: sid("IS"), isSecret: false, ...PLAIN },
  CONVERSATIONS_CREATE_TICKETS: { value: flag(false), isSecret: false, ...PLAIN },
} satisfies Record<string, Setting>;
