import { UpstreamError } from "../errors.ts";
import type { SendOutcome } from "./channel.ts";

/**
 * What a call that did not end well means for the message that it was to send.
 * @throws what it was given, where the message was certainly not processed and may be sent again
 */
export function outcomeOfFailure(error: unknown): SendOutcome {
  if (!(error instanceof UpstreamError)) throw error;
  if (error.failure === "unanswered") return { outcome: "unconfirmed" };
  if (error.failure === "rejected") {
    return { outcome: "rejected", errorCode: error.code ?? null, errorMessage: error.reason ?? null };
  }
  throw error;
}
