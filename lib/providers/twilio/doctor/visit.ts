import type { ConfiguredTwilio, Env } from "../../../config/env.ts";
import type { Language } from "../../../domain/replies/languages.ts";
import type { OwnWording } from "../../../domain/replies/own-wording.ts";
import { UpstreamError } from "../../../errors.ts";
import type { TwilioClient } from "../client.ts";

/** What every look at the account needs. */
export type Visit = {
  env: Env;
  twilio: ConfiguredTwilio;
  client: TwilioClient;
  /** In which templates are asked for, beside the one that is everybody's. */
  languages: readonly Language[];
  /** What a business says in words of its own. */
  wording: OwnWording;
};

/** What is known of an answer that does not have the shape it should have: nothing, not that there is nothing. */
export const unreadable = new UpstreamError("twilio", "unavailable", { status: 200 });

/** For `catch`: nothing, when Twilio says that there is no such thing. */
export function nothingWhenMissing(error: unknown): undefined {
  if (!(error instanceof UpstreamError) || error.status !== 404) throw error;
}
