/** A command cannot be run as it was given. Its message names the flag or setting, and the cure. */
export class UsageError extends Error {
  override name = "UsageError";
}
