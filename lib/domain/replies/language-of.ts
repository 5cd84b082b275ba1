import { type From, languageOfCountry } from "../language/countries.ts";
import { isLanguage, LANGUAGE_SOURCES, type Language, type LanguageSource } from "./languages.ts";

/** What tells in which language somebody is written to. */
export type Spoken = From & {
  /** What stands on the contact: chosen by them or by the team, told by Zendesk, or by what they write; null while nothing told it. */
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
