import type { Language } from "../replies/languages.ts";

/**
 * How WhatsApp calls each language in a template: it has no Portuguese without a country.
 * @see https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/supported-languages
 */
export const WHATSAPP_LANGUAGES: Readonly<Record<Language, string>> = {
  en: "en",
  es: "es",
  pt: "pt_BR",
  fr: "fr",
  de: "de",
  it: "it",
  id: "id",
  hi: "hi",
  ar: "ar",
  tr: "tr",
  nl: "nl",
};
