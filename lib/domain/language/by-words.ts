import type { Catalogue } from "../replies/catalogue.ts";
import type { Language } from "../replies/languages.ts";
import { plainWords } from "../text.ts";

type Heard = Pick<Catalogue, "commands" | "vague">;

/** Greetings of other languages that English lists, since they open no ticket: no English words. */
const NOT_ENGLISH = new Set(["hola", "ola", "bonjour", "salut", "hallo", "ciao", "salam", "namaste"]);

/**
 * Of a command's word, or of a message that says nothing yet, the language that alone has it: "BAJA" is Spanish, "STOP" is everybody's, which
 * is null. English is no evidence, for people all over the world write "hello".
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
