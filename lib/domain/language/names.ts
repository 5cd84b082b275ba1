import { isLanguage, LANGUAGES, type Language } from "../replies/languages.ts";
import { plainWords } from "../text.ts";

/** Unicode's own name of it is the country's. */
const INDONESIAN = "Bahasa Indonesia";

/** What people call a language beside its names. */
const ALSO: Readonly<Record<string, Language>> = {
  castellano: "es",
  brasileiro: "pt",
  bahasa: "id",
  [plainWords(INDONESIAN)]: "id",
};

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
  const words = plainWords(text);
  if (isLanguage(words)) return words;
  heard ??= new Map([
    ...Object.entries(ALSO),
    ...LANGUAGES.flatMap((language) =>
      LANGUAGES.map((inLanguage) => [plainWords(nameOfLanguage(language, inLanguage)), language] as const),
    ),
  ]);
  return heard.get(words) ?? null;
}
