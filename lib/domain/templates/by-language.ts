import type { Language } from "../replies/languages.ts";

/** What a setting names: one for everybody, or one a language. */
export type GivenByLanguage<T> = { forAll: T } | { in: Partial<Record<Language, T>> };

/** One a language, as far as there are some. */
export type ByLanguage<T> = {
  in: Partial<Record<Language, T>>;
  /** For everybody else; undefined where several are named, and none of them for the language that others are written to in. */
  otherwise: T | undefined;
  /** In which language one for everybody is, as far as anybody knows. */
  forAllIn?: Language;
};

/** Whoever has none in their language gets that of `defaultLanguage`, else English's, else the only one. */
export function byLanguage<T>(given: GivenByLanguage<T>, defaultLanguage: Language): ByLanguage<T> {
  if ("forAll" in given) return { in: {}, otherwise: given.forAll, forAllIn: defaultLanguage };
  const all = Object.values(given.in);
  const otherwise = given.in[defaultLanguage] ?? given.in.en ?? (all.length === 1 ? all[0] : undefined);
  return { in: given.in, otherwise };
}

/** The one for whoever is written to in this language; undefined for nobody's. */
export function inLanguage<T>(templates: ByLanguage<T>, language: Language): T | undefined {
  return templates.in[language] ?? templates.otherwise;
}

/** The one in this very language, and nobody else's: for what can be said without a template as well. */
export function inTheirs<T>(templates: ByLanguage<T>, language: Language): T | undefined {
  return templates.in[language] ?? (templates.forAllIn === language ? templates.otherwise : undefined);
}

/** The one for whoever is written to in this language, and the first of all where that is nobody's: for what cannot be said otherwise. */
export function inAnyLanguage<T>(templates: ByLanguage<T>, language: Language): T | undefined {
  return inLanguage(templates, language) ?? Object.values(templates.in)[0];
}

/** Every one, each with its language; null for one that is everybody's. */
export function entriesOf<T>(templates: ByLanguage<T> | undefined): { language: Language | null; one: T }[] {
  if (templates === undefined) return [];
  // Object.entries knows its own object's names as strings only.
  const named = Object.entries(templates.in) as [Language, T][];
  if (named.length > 0) return named.map(([language, one]) => ({ language, one }));
  return templates.otherwise === undefined ? [] : [{ language: null, one: templates.otherwise }];
}
