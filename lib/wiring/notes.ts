import type { FailureWords } from "../domain/failures/said/words.ts";
import type { NoteCatalogue } from "../domain/notes/catalogue.ts";
import { en } from "../domain/notes/en.ts";
import type { Language } from "../domain/replies/languages.ts";
import { type Notes, notesOf } from "../domain/wording/notes.ts";

/** An instance reads English, and the language of its agents. */
export const NOTE_CATALOGUES: Readonly<Record<Language, () => Promise<NoteCatalogue>>> = {
  en: async () => en,
  es: async () => (await import("../domain/notes/es.ts")).es,
  pt: async () => (await import("../domain/notes/pt.ts")).pt,
  fr: async () => (await import("../domain/notes/fr.ts")).fr,
  de: async () => (await import("../domain/notes/de.ts")).de,
  it: async () => (await import("../domain/notes/it.ts")).it,
  id: async () => (await import("../domain/notes/id.ts")).id,
  hi: async () => (await import("../domain/notes/hi.ts")).hi,
  ar: async () => (await import("../domain/notes/ar.ts")).ar,
  tr: async () => (await import("../domain/notes/tr.ts")).tr,
  nl: async () => (await import("../domain/notes/nl.ts")).nl,
};

/** Why messages fail, in each language; null for English, whose words the others follow. */
export const FAILURES: Readonly<Record<Language, () => Promise<FailureWords | null>>> = {
  en: async () => null,
  es: async () => (await import("../domain/failures/said/es.ts")).es,
  pt: async () => (await import("../domain/failures/said/pt.ts")).pt,
  fr: async () => (await import("../domain/failures/said/fr.ts")).fr,
  de: async () => (await import("../domain/failures/said/de.ts")).de,
  it: async () => (await import("../domain/failures/said/it.ts")).it,
  id: async () => (await import("../domain/failures/said/id.ts")).id,
  hi: async () => (await import("../domain/failures/said/hi.ts")).hi,
  ar: async () => (await import("../domain/failures/said/ar.ts")).ar,
  tr: async () => (await import("../domain/failures/said/tr.ts")).tr,
  nl: async () => (await import("../domain/failures/said/nl.ts")).nl,
};

/** Everything that we write on tickets, in a language. */
export async function notesIn(language: Language): Promise<Notes> {
  return notesOf(await NOTE_CATALOGUES[language](), language, await FAILURES[language]());
}
