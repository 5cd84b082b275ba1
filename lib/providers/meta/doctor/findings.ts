import { waysToLook } from "../../../doctor/look.ts";
import { findingsOf } from "../../../domain/findings/finding.ts";
import type { UpstreamFailure } from "../../../errors.ts";

/** A finding about WhatsApp through Meta. */
export const found = findingsOf("meta");

const WHY: Record<UpstreamFailure, string> = {
  throttled: "Meta answers that too many calls were made for now",
  unreachable: "Meta could not be reached",
  unanswered: "Meta gave no answer that can be read",
  unavailable: "Meta answers that something is wrong over there",
  unauthorized: "Meta does not let this token see it",
  away: "Meta has restricted or locked the account",
  rejected: "Meta refuses the question",
};

const CURES: Partial<Record<UpstreamFailure, string>> = {
  unauthorized: "Put the access token and its permissions right first.",
  away: "Look into WhatsApp Manager and Meta's Business Support Home: pay what is due, or request a review.",
  rejected: "Compare WHATSAPP_PHONE_NUMBER_ID and the other ids with those at Meta.",
};

/** That something could not be looked at. Meta's own words stay out of it: they can repeat a token. */
export const { unseen } = waysToLook(found, ({ failure }) => ({
  says: `It could not be looked at: ${WHY[failure]}.`,
  cure: CURES[failure] ?? "Look again in a few minutes.",
}));
