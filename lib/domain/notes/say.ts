import { fillIn } from "../replies/fill.ts";
import type { Language } from "../replies/languages.ts";
import type { VariablesIn } from "../wording/replies.ts";
import type { NoteCatalogue } from "./catalogue.ts";
import type { en } from "./en.ts";

type Sentences = (typeof en)["sentences"];

/** A sentence's {variables} by English's; none to give where it has none. */
export type Filling<Sentence extends string> = [VariablesIn<Sentence>] extends [never]
  ? []
  : [variables: Record<VariablesIn<Sentence>, string>];

/** Fills a catalogue's sentences, by their names. */
export function sayIn({ sentences }: NoteCatalogue, language: Language) {
  const fill = fillIn(language);
  return <Name extends keyof Sentences>(name: Name, ...[variables]: Filling<Sentences[Name]>): string =>
    fill(sentences[name], variables ?? {});
}

/** So many of something, in the plural's form that the language has for it. */
export function countIn({ counted }: NoteCatalogue, language: Language) {
  const fill = fillIn(language);
  const rules = new Intl.PluralRules(language);
  return (what: keyof NoteCatalogue["counted"], count: number): string =>
    fill(counted[what][rules.select(count)] ?? counted[what].other, { count: String(count) });
}
