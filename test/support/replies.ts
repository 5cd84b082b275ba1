import { CATALOGUES } from "../../lib/domain/replies/index.ts";
import { repliesOf } from "../../lib/domain/wording/replies.ts";

/** What we say in English. */
export const REPLIES = repliesOf(CATALOGUES.en.sentences, "en");
