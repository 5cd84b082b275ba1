import type { Sentences } from "./catalogue.ts";
import { inPlaceOf } from "./equal-buttons.ts";
import type { Language } from "./languages.ts";

/** What a business wants to say otherwise than we do: sentences by language, each fit to take the place of ours. */
export type OwnWording = Partial<Record<Language, Partial<Sentences>>>;

/** It, and all that is wrong with it; a sentence with which something is wrong is left out, alone. */
export type OwnTexts = { wording: OwnWording; problems: string[] };

/** Our sentences in a language, with a business's own in their places; of several wordings the first that has one counts. */
export function inOwnWords(ours: Sentences, language: Language, wordings: readonly OwnWording[]): Sentences {
  return wordings.reduceRight((said, wording) => inPlaceOf(said, wording[language]), ours);
}

/** How many sentences a wording has in which languages, in words; null for none. */
export function extentOf(wording: OwnWording): string | null {
  const counts = Object.entries(wording).map(
    ([language, sentences]) => [language, Object.keys(sentences).length] as const,
  );
  const some = counts.filter(([, count]) => count > 0).map(([language, count]) => `${count} in ${language}`);
  return some.length === 0 ? null : some.join(", ");
}
