import { CATALOGUES } from "../domain/replies/index.ts";
import type { Language } from "../domain/replies/languages.ts";
import { inOwnWords, type OwnWording } from "../domain/replies/own-wording.ts";
import { type Replies, repliesOf } from "../domain/wording/replies.ts";

/** Where a business's own wording is read from; the same object for as long as it says the same. Never rejects. */
export type WordingSource = () => Promise<OwnWording>;

/**
 * What we say to customers in a language: the first of these that has a sentence says it, else our catalogue. Put together once for each
 * language, and again when what a source says has changed.
 */
export function createReplies(sources: readonly WordingSource[]): (language: Language) => Promise<Replies> {
  const made = new Map<Language, { from: OwnWording[]; replies: Replies }>();
  return async (language) => {
    const from = await Promise.all(sources.map((read) => read()));
    const known = made.get(language);
    if (known?.from.every((wording, at) => wording === from[at])) return known.replies;
    const replies = repliesOf(inOwnWords(CATALOGUES[language].sentences, language, from), language);
    made.set(language, { from, replies });
    return replies;
  };
}
