import type { Twilio } from "twilio";
import type { Finding } from "../../../domain/finding.ts";
import type { Env, TwilioEnv } from "../../../env.ts";
import { UpstreamError, type UpstreamFailure } from "../../../errors.ts";

/** What every look at the account needs. */
export type Visit = { env: Env; twilio: Extract<TwilioEnv, { configured: true }>; client: Twilio };

const WHY: Record<UpstreamFailure, string> = {
  unreachable: "Twilio cannot be reached",
  unanswered: "Twilio does not answer",
  unavailable: "Twilio fails",
  throttled: "Twilio throttles us",
  unauthorized: "Twilio refuses the credentials for it",
  rejected: "Twilio refuses to show it",
};

/** Whatever `work` finds; where Twilio does not tell, that nothing is known of `what`. */
export async function look(what: string, work: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UpstreamError) return [unknown(what, `${reasonOf(error)}.`, cureOf(error))];
    throw error;
  }
}

/** That nothing is known of `what`. */
export function unknown(what: string, says: string, cure: string): Finding {
  return { area: "twilio", what, state: "unknown", says, cure };
}

/** For `catch`: nothing, when Twilio says that there is no such thing. */
export function nothingWhenMissing(error: unknown): undefined {
  if (!(error instanceof UpstreamError) || error.status !== 404) throw error;
}

function reasonOf({ failure, code }: UpstreamError): string {
  return code ? `${WHY[failure]} (code ${code})` : WHY[failure];
}

function cureOf({ failure }: UpstreamError): string {
  return failure === "rejected" || failure === "unauthorized"
    ? "Look the code up at https://www.twilio.com/docs/api/errors, or look in Twilio's console."
    : "Look again in a few minutes.";
}
