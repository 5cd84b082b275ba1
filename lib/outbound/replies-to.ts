import { languageOf, type Spoken } from "../domain/replies/language-of.ts";
import type { Replies } from "../domain/wording/replies.ts";
import type { Deps } from "../ports.ts";

/** What we say to this contact, in their language. */
export function repliesTo(
  { env, replies }: Pick<Deps, "env" | "replies">,
  contact: Spoken,
): Promise<Replies> {
  return replies(languageOf(contact, env.defaultLanguage));
}
