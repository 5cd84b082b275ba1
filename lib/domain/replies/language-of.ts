import { type From, languageOfCountry } from "../language/countries.ts";
import { isLanguage, type Language } from "./languages.ts";

/** What tells a contact's language, the weightiest first: their own choice, their user in Zendesk, what they write. */
export const LANGUAGE_SOURCES = ["chosen", "zendesk", "written"] as const;
export type LanguageSource = (typeof LANGUAGE_SOURCES)[number];

/** What tells in which language somebody is written to. */
export type Spoken = From & {
  /** What stands on the contact: chosen by them, or told by Zendesk, or by what they write; null while nothing did. */
  language: string | null;
};

/** The language in which a contact is written to: as something told it, else as their number's country speaks, else the default. */
export function languageOf(contact: Spoken, defaultLanguage: Language): Language {
  return knownLanguage(contact) ?? defaultLanguage;
}

/** The same, where anything tells it; else null. */
export function knownLanguage(contact: Spoken): Language | null {
  const { language } = contact;
  return language !== null && isLanguage(language) ? language : languageOfCountry(contact);
}

/** The sources that one of this weight may undo: itself, and every lighter one. */
export function undoneBy(source: LanguageSource): readonly LanguageSource[] {
  return LANGUAGE_SOURCES.slice(LANGUAGE_SOURCES.indexOf(source));
}
