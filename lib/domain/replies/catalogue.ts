import type { en } from "./en.ts";

export type SentenceName = keyof (typeof en)["sentences"];
export type CommandName = keyof (typeof en)["commands"];

/** Every sentence, in one language, with its {variables}. */
export type Sentences = Record<SentenceName, string>;

/** How a command is called in a language. */
export type CommandWords = {
  /** In lower case; the first is what HELP shows. */
  words: readonly string[];
  /** One line for HELP, of at most 72 characters; null for what HELP does not list. */
  summary: string | null;
};

/** All that Tickline says, and hears, in one language. A sentence that is missing does not compile. */
export type Catalogue = {
  sentences: Sentences;
  commands: Record<CommandName, CommandWords>;
  /** First messages that say nothing yet, as people write them, case, accents and punctuation aside. */
  vague: readonly string[];
};
