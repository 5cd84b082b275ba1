import { isVariableAtEitherEnd } from "../replies/check-wording.ts";
import { CATALOGUES } from "../replies/index.ts";
import type { Language } from "../replies/languages.ts";
import { inOwnWords, type OwnWording } from "../replies/own-wording.ts";
import { type Replies, repliesOf } from "../wording/replies.ts";

/** What a template of ours says in a language: in a business's own words, where WhatsApp could take them, else in ours. */
export function templateText(
  say: (replies: Replies) => string,
  { language, wording }: { language: Language; wording: OwnWording },
): string {
  const { sentences } = CATALOGUES[language];
  const theirs = say(repliesOf(inOwnWords(sentences, language, [wording]), language));
  return isVariableAtEitherEnd(theirs) ? say(repliesOf(sentences, language)) : theirs;
}
