import { isLanguage, type Language } from "./languages.ts";

/** What tells a contact's language, the weightiest first: their own choice, their user in Zendesk, what they write. */
export const LANGUAGE_SOURCES = ["chosen", "zendesk", "written"] as const;
export type LanguageSource = (typeof LANGUAGE_SOURCES)[number];

/** What tells in which language somebody is written to. */
export type Spoken = {
  /** What stands on the contact: chosen by them, or told by Zendesk, or by what they write; null while nothing did. */
  language: string | null;
  phone: string | null;
};

/** The language in which a contact is written to. */
export function languageOf({ language }: Spoken, defaultLanguage: Language): Language {
  return language !== null && isLanguage(language) ? language : defaultLanguage;
}
