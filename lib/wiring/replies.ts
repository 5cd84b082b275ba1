// Read when something is said, not at a cold start.
export { CATALOGUES } from "../domain/replies/index.ts";
export { repliesOf } from "../domain/wording/replies.ts";
