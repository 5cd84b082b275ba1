import * as z from "zod/mini";
import { LANGUAGES, type Language } from "../../domain/replies/languages.ts";
import type { GivenByLanguage } from "../../domain/templates/by-language.ts";
import { parseJson } from "./json.ts";

/**
 * One for everybody, or JSON with one a language, such as `{"en":"…","es":"…"}`.
 * @param read what its text names, where it is that of a language
 */
export function byLanguage<T>(
  { shape, read }: { shape: RegExp; read(text: string, language: Language | null): T },
  mustBe: string,
) {
  const schema = () => {
    const one = z.string().check(z.regex(shape));
    const forAll = z.pipe(
      one,
      z.transform((text: string): GivenByLanguage<T> => ({ forAll: read(text, null) })),
    );
    const several = z
      .partialRecord(z.enum(LANGUAGES), one)
      .check(z.refine((all) => Object.keys(all).length > 0));
    const each = z.transform((all: Partial<Record<Language, string>>): GivenByLanguage<T> => {
      // Object.entries knows its own object's names as strings only.
      const entries = Object.entries(all) as [Language, string][];
      return { in: Object.fromEntries(entries.map(([language, text]) => [language, read(text, language)])) };
    });
    const json = z.pipe(z.string(), z.pipe(z.transform(parseJson), z.pipe(several, each)));
    return z.union([forAll, json]);
  };
  return { schema, unlessSet: undefined, mustBe };
}
