import type { Twilio } from "twilio";
import type { ConfiguredTwilio, Env } from "../../../env.ts";
import { UpstreamError } from "../../../errors.ts";

/** What every look at the account needs. */
export type Visit = { env: Env; twilio: ConfiguredTwilio; client: Twilio };

/** For `catch`: nothing, when Twilio says that there is no such thing. */
export function nothingWhenMissing(error: unknown): undefined {
  if (!(error instanceof UpstreamError) || error.status !== 404) throw error;
}
