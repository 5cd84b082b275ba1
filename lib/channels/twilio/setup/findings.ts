import { waysToLook } from "../../../doctor/look.ts";
import { findingsOf } from "../../../domain/finding.ts";
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

/** How Twilio is looked at. */
export const { look } = waysToLook(found, ({ failure, code }) => ({
  says: code ? `${WHY[failure]} (code ${code}).` : `${WHY[failure]}.`,
  cure:
    failure === "rejected" || failure === "unauthorized"
      ? "Look the code up at https://www.twilio.com/docs/api/errors, or look in Twilio's console."
      : "Look again in a few minutes.",
}));
