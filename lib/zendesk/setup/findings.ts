import type { Finding } from "../../domain/finding.ts";
import { UpstreamError } from "../../errors.ts";

type Found = Omit<Finding, "area">;

/** A finding about Zendesk. */
export const found = (finding: Found): Finding => ({ area: "zendesk", ...finding });

/** What `look` finds; when Zendesk does not answer as it should, that this is unknown, and why. */
export async function lookAt(what: string, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof UpstreamError) return [unknown(what, error)];
    throw error;
  }
}

/** That something could not be looked at, and what to do about it. */
export function unknown(what: string, error: UpstreamError): Finding {
  return found({ what, state: "unknown", ...whyUnknown(error) });
}

function whyUnknown({ failure, status, retryAfterSeconds }: UpstreamError): { says: string; cure: string } {
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
