import { waysToLook } from "../../doctor/look.ts";
import { findingsOf } from "../../domain/findings/finding.ts";
import type { UpstreamError } from "../../errors.ts";

/** A finding about Zendesk. */
export const found = findingsOf("zendesk");

/** How Zendesk is looked at. */
export const { look, unseen } = waysToLook(found, whyUnseen);

function whyUnseen({ failure, status, retryAfterSeconds }: UpstreamError): { says: string; cure: string } {
  const LATER = "Look again in a few minutes. Zendesk's own state is at https://status.zendesk.com.";
  if (failure === "throttled") {
    const seconds = retryAfterSeconds ? `in ${retryAfterSeconds} seconds` : "in a minute";
    return { says: "Zendesk takes no more calls for now (HTTP 429).", cure: `Look again ${seconds}.` };
  }
  if (status === 403) {
    return {
      says: "Zendesk does not show it to us (HTTP 403).",
      cure: "Make the user that Tickline acts as an admin, or let their role manage webhooks, triggers and ticket fields.",
    };
  }
  if (failure === "unreachable") return { says: "Zendesk cannot be reached from here.", cure: LATER };
  if (failure === "unanswered") return { says: "Zendesk did not answer in time.", cure: LATER };
  if (status !== undefined && status < 300) {
    return { says: `Zendesk answered with what is no data of its API (HTTP ${status}).`, cure: LATER };
  }
  return { says: `Zendesk failed${status ? ` (HTTP ${status})` : ""}.`, cure: LATER };
}
