import type { Deps } from "../ports.ts";

/** Whether a webhook without a signature is let in all the same, and a log line that says so: in the sandbox only. */
export function isLetInUnsigned(
  signature: string | null,
  { acceptUnsigned, log }: Pick<Deps, "acceptUnsigned" | "log">,
): boolean {
  if (signature !== null || !acceptUnsigned) return false;
  log.info("Accepted without a signature, as only the sandbox does");
  return true;
}
