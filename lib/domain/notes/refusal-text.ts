import { fill } from "../replies/fill.ts";
import type { NoteCatalogue } from "./catalogue.ts";
import { en } from "./en.ts";
import type { NoFile, Refusal } from "./refusal.ts";

/** A refusal in words: in English, unless another catalogue is given. */
export function refusalText(
  { name, variables }: Refusal,
  { refusals }: Pick<NoteCatalogue, "refusals"> = en,
): string {
  return fill(refusals[name], variables);
}

/** Why a file stays away, in words, as the rest of a sentence: in English, unless another catalogue is given. */
export function noFileText(
  { name, variables }: NoFile,
  { files }: Pick<NoteCatalogue, "files"> = en,
): string {
  return fill(files[name], variables);
}
