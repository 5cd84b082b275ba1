import { RefusedError } from "../../../errors.ts";

/** That a fix would replace what somebody has set since it was looked at, which nobody agreed to. */
export function setMeanwhile(what: string): RefusedError {
  const message = `somebody has set ${what} there since it was looked at, and it stays: look again`;
  return new RefusedError(message, { because: "conflict" });
}
