import { type Language, languageOfLocale } from "../replies/languages.ts";

/** Of an account's locales, the one for this language: of the person's own country, else without one, else any; null where it has none. */
export function localeFor(
  language: Language,
  country: string | null,
  locales: readonly { locale: string }[],
): string | null {
  const fitting = locales
    .map(({ locale }) => locale)
    .filter((locale) => languageOfLocale(locale) === language);
  const named = (wanted: string) => fitting.find((locale) => locale.toLowerCase() === wanted.toLowerCase());
  return named(`${language}-${country}`) ?? named(language) ?? fitting[0] ?? null;
}
