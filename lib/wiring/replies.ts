// Read when something is said, not at a cold start.
export { wordingInZendesk } from "../own-words/in-zendesk.ts";
export { readTexts } from "../own-words/read-texts.ts";
export { createReplies } from "../own-words/replies.ts";
