/** The languages in which customers are answered, by their ISO 639 codes; each has its catalogue beside this file. */
export const LANGUAGES = ["en", "es", "pt", "fr", "de", "it", "id", "hi", "ar", "tr", "nl"] as const;
export type Language = (typeof LANGUAGES)[number];

/** What tells a contact's language, the weightiest first: a choice, theirs or the team's, their user in Zendesk, what they write. */
export const LANGUAGE_SOURCES = ["chosen", "zendesk", "written"] as const;
export type LanguageSource = (typeof LANGUAGE_SOURCES)[number];

export function isLanguage(code: string): code is Language {
  return (LANGUAGES as readonly string[]).includes(code);
}

/** The language of a locale such as `pt-BR`, `es-419` or `en_US`; null for one in which we say nothing. */
export function languageOfLocale(locale: string): Language | null {
  const [code = ""] = locale.trim().toLowerCase().split(/[-_]/);
  return isLanguage(code) ? code : null;
}

/** From right to left. */
export function isRightToLeft(language: Language): boolean {
  return language === "ar";
}
