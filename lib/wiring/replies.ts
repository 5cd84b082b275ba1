// Read when something is said, not at a cold start.
export { readTexts } from "../own-words/read-texts.ts";
export { createReplies } from "../own-words/replies.ts";
