/** The languages whose words PostgreSQL knows to be forms of one another, by its name for each; its older versions lack some. */
const CONFIGURATIONS = {
  ar: "arabic",
  ca: "catalan",
  da: "danish",
  de: "german",
  el: "greek",
  en: "english",
  es: "spanish",
  et: "estonian",
  eu: "basque",
  fi: "finnish",
  fr: "french",
  ga: "irish",
  hi: "hindi",
  hu: "hungarian",
  hy: "armenian",
  id: "indonesian",
  it: "italian",
  lt: "lithuanian",
  ne: "nepali",
  nl: "dutch",
  no: "norwegian",
  nb: "norwegian",
  nn: "norwegian",
  pt: "portuguese",
  ro: "romanian",
  ru: "russian",
  sr: "serbian",
  sv: "swedish",
  ta: "tamil",
  tr: "turkish",
  yi: "yiddish",
} as const satisfies Record<string, string>;

const DEFAULT_LANGUAGE = "en";

/** Those of a text in any other: each word is only itself. */
const NO_LANGUAGE = "simple";

/** The name of PostgreSQL's text search configuration for a language. */
export function configurationOf(language: string): string {
  return isConfigured(language) ? CONFIGURATIONS[language] : NO_LANGUAGE;
}

/** A language as files are named by it, such as "es", of what a model calls it: "es", "ES-mx", "Spanish". */
export function languageOf(said: string): string {
  const [word = ""] = said.slice(0, 40).trim().toLowerCase().split(/[-_]/);
  const named = Object.entries(CONFIGURATIONS).find(([, name]) => name === word);
  return named ? named[0] : word;
}

/**
 * The language that a file's name says it is written in, as in `refunds.es.md`, or `refunds.pt-BR.md`, where a country says nothing more.
 * English where it says none, or a code that is none, which is then `mistaken`.
 */
export function languageInName(file: string): { language: string; mistaken: string | null } {
  const code = /\.([a-z]{2,3})(?:-[a-z]{2,4})?\.md$/i.exec(file)?.[1]?.toLowerCase();
  if (code === undefined) return { language: DEFAULT_LANGUAGE, mistaken: null };
  return isLanguage(code)
    ? { language: code, mistaken: null }
    : { language: DEFAULT_LANGUAGE, mistaken: code };
}

/** Whether two letters are a language's, by ISO 639. */
export function isLanguage(code: string): boolean {
  return /^[a-z]{2}$/.test(code) && namesOfLanguages().of(code) !== undefined;
}

const isConfigured = (language: string): language is keyof typeof CONFIGURATIONS =>
  Object.hasOwn(CONFIGURATIONS, language);

const namesOfLanguages = () => new Intl.DisplayNames("en", { type: "language", fallback: "none" });
