import type { Catalogue } from "../replies/catalogue.ts";
import { FOREIGN_GREETINGS } from "../replies/en.ts";
import type { Language } from "../replies/languages.ts";
import { plainWords } from "../text.ts";

type Heard = Pick<Catalogue, "commands" | "vague">;

const NOT_ENGLISH = new Set(FOREIGN_GREETINGS.split("|"));

/**
 * What each command's word and each greeting tells of whoever writes it: "baja" is Spanish alone, so it tells Spanish; "stop" is written in
 * several languages and tells none, which is null. English words tell nothing either, for people all over the world write "hello".
 */
export function languagesByWords(
  catalogues: Readonly<Record<Language, Heard>>,
): Map<string, Language | null> {
  const having = new Map<string, Set<Language>>();
  for (const [language, { commands, vague }] of Object.entries(catalogues)) {
    const words = [...Object.values(commands).flatMap((command) => command.words), ...vague].map(plainWords);
    for (const word of words) {
      if (language === "en" && NOT_ENGLISH.has(word)) continue;
      having.set(word, (having.get(word) ?? new Set()).add(language as Language));
    }
  }
  return new Map(
    [...having].map(([word, [language, ...others]]) => [
      word,
      language && language !== "en" && others.length === 0 ? language : null,
    ]),
  );
}
