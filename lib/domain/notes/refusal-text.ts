import { fillIn } from "../replies/fill.ts";
import type { Language } from "../replies/languages.ts";
import type { NoteCatalogue } from "./catalogue.ts";
import { en } from "./en.ts";
import type { NoFile, Refusal } from "./refusal.ts";

/** A refusal in words: in English, unless another catalogue is given. */
export function refusalText(
  { name, variables }: Refusal,
  { refusals }: Pick<NoteCatalogue, "refusals"> = en,
  language: Language = "en",
): string {
  return fillIn(language)(refusals[name], variables);
}

/** Why a file stays away, in words, as the rest of a sentence: in English, unless another catalogue is given. */
export function noFileText(
  { name, variables }: NoFile,
  { files }: Pick<NoteCatalogue, "files"> = en,
  language: Language = "en",
): string {
  return fillIn(language)(files[name], variables);
}
