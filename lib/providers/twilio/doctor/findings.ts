import { waysToLook } from "../../../doctor/look.ts";
import { findingsOf } from "../../../domain/findings/finding.ts";
import type { UpstreamFailure } from "../../../errors.ts";

/** A finding about Twilio. */
export const found = findingsOf("twilio");

const WHY: Record<UpstreamFailure, string> = {
  unreachable: "Twilio cannot be reached",
  unanswered: "Twilio does not answer",
  unavailable: "Twilio fails",
  throttled: "Twilio throttles us",
  unauthorized: "Twilio refuses the credentials for it",
  away: "Twilio has suspended the account",
  rejected: "Twilio refuses to show it",
};

/** What to do about an account that is suspended or closed. */
export const SETTLE = "Settle it in Twilio's console: most often a payment is due.";
const LOOK_IT_UP = "Look the code up at https://www.twilio.com/docs/api/errors, or look in Twilio's console.";
const CURES: Partial<Record<UpstreamFailure, string>> = {
  rejected: LOOK_IT_UP,
  unauthorized: LOOK_IT_UP,
  away: SETTLE,
};

/** How Twilio is looked at. */
export const { look } = waysToLook(found, ({ failure, code }) => ({
  says: code ? `${WHY[failure]} (code ${code}).` : `${WHY[failure]}.`,
  cure: CURES[failure] ?? "Look again in a few minutes.",
}));
