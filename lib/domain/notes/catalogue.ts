import type { en } from "./en.ts";

/** What is counted, by the plural's form in the language; `other` stands for forms that are not there. */
type Counted = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** All that agents read on tickets, in one language. A sentence that is missing does not compile. */
export type NoteCatalogue = {
  [Group in Exclude<keyof typeof en, "counted">]: Record<keyof (typeof en)[Group], string>;
} & { counted: Record<keyof (typeof en)["counted"], Counted> };
