import { isLanguage, LANGUAGES, type Language } from "../replies/languages.ts";
import { plainWords } from "../text.ts";

/** Unicode's own name of it is the country's. */
const INDONESIAN = "Bahasa Indonesia";

/** What people call a language beside its names; in Arabic without the article that Unicode's names have. */
const ALSO: Readonly<Record<Language, readonly string[]>> = {
  en: ["إنجليزي"],
  es: ["castellano", "إسباني"],
  pt: ["brasileiro", "português do Brasil", "برتغالي"],
  fr: ["فرنسي"],
  de: ["ألماني"],
  it: ["إيطالي"],
  id: ["bahasa", INDONESIAN, "إندونيسي"],
  hi: ["هندي"],
  ar: ["عربي", "بالعربية", "بالعربي"],
  tr: ["تركي"],
  nl: ["هولندي"],
};
/** "In": before a language's name, as in "IDIOMA en francés". */
const IN = /^(?:in|en|em|auf|ke|dalam|op) /;

let heard: ReadonlyMap<string, Language> | undefined;

/** What a language is called, by itself or in another, as it stands in a sentence: "español", "Spanish". */
export function nameOfLanguage(language: Language, inLanguage: Language = language): string {
  if (language === "id" && inLanguage === "id") return INDONESIAN;
  return new Intl.DisplayNames([inLanguage], { type: "language" }).of(language) ?? language;
}

/** Its own name as a list shows it: "Español". */
export function listedName(language: Language): string {
  const name = nameOfLanguage(language);
  const [first = ""] = name;
  return first.toLocaleUpperCase(language) + name.slice(first.length);
}

/** The language of ours that is named so: by its code, or by what any of our languages calls it, case and accents aside; null for none. */
export function languageNamed(text: string): Language | null {
  const words = plainWords(text).replace(IN, "");
  if (isLanguage(words)) return words;
  heard ??= new Map([
    ...LANGUAGES.flatMap((language) => ALSO[language].map((name) => [plainWords(name), language] as const)),
    ...LANGUAGES.flatMap((language) =>
      LANGUAGES.map((inLanguage) => [plainWords(nameOfLanguage(language, inLanguage)), language] as const),
    ),
  ]);
  return heard.get(words) ?? null;
}
