import { WHATSAPP_LANGUAGES } from "../../domain/templates/whatsapp-languages.ts";
import { byLanguage } from "./by-language.ts";
import { randomHex } from "./made.ts";
import { CONNECTING, PLAIN, type Setting } from "./setting.ts";
import { atLeast, digits, oneOf, secret, text } from "./value.ts";

/** Where it names no language, it is that of the customers whom it is for; and English where it is for all. */
const template = byLanguage(
  {
    shape: /^[a-z0-9_]{1,512}(:[a-z]{2,3}(_[A-Z]{2})?)?$/,
    read(text, language) {
      const [name = "", own = WHATSAPP_LANGUAGES[language ?? "en"]] = text.split(":");
      return { name, language: own };
    },
  },
  'name or name:language, such as reply_later:en, or JSON with one a language, such as {"en":"reply_later","es":"reply_later:es_MX"}',
);

const phoneNumberId = digits("the digits of the number's id at Meta, not the number");
const appId = digits("the digits of the app's id at Meta");
const accountId = digits("the digits of the WhatsApp Business Account's id at Meta");

export const META = {
  /** Chosen by people and compared once, when Meta subscribes. */
  WHATSAPP_VERIFY_TOKEN: { value: atLeast(8), isSecret: true, ...CONNECTING, make: randomHex(24) },
  WHATSAPP_ACCESS_TOKEN: { value: text, isSecret: true, ...CONNECTING },
  WHATSAPP_PHONE_NUMBER_ID: { value: phoneNumberId, isSecret: false, ...CONNECTING },
  WHATSAPP_WEBHOOK_SECRET: { value: secret, isSecret: true, ...CONNECTING },
  WHATSAPP_APP_ID: { value: appId, isSecret: false, ...PLAIN },
  WHATSAPP_BUSINESS_ACCOUNT_ID: { value: accountId, isSecret: false, ...PLAIN },
  WHATSAPP_REPLY_TEMPLATE: { value: template, isSecret: false, ...PLAIN },
  META_AGENT_TICKETS: { value: oneOf(["handover", "always"], "handover"), isSecret: false, ...PLAIN },
} satisfies Record<string, Setting>;
