import { RefusedError, type UpstreamError } from "../../errors.ts";

/** Twilio's codes in the caller's words. Twilio's own sentences name addresses. */
const SENTENCES: Readonly<Record<string, string>> = {
  "50416": "An address is with this proxyAddress in a conversation already: leave that one, or use it",
  "50425":
    "An address is with this proxyAddress in an open conversation already: leave or close that one, or use it",
  "50433": "A participant takes part already",
  "50437": "A participant takes part already",
  "50438": "A group of exactly these participants exists already: use it, or close it",
};

const NOT_FOUND =
  "Twilio has no such conversation, or no such service: check sid and TWILIO_CONVERSATIONS_SERVICE_SID";

/** The refusal in an answer of Twilio's Conversations, null when it is a failure that may pass. */
export function refusalOf(error: UpstreamError): RefusedError | null {
  const { status = 0, code } = error;
  const about = { cause: error, ...(code !== undefined && { code }) };
  if (status === 404) return new RefusedError(NOT_FOUND, { because: "missing", ...about });
  // A 409 of Twilio's is final here: somebody has that place.
  if (error.failure !== "rejected" && status !== 409) return null;
  const known = SENTENCES[code ?? ""];
  const sentence =
    known ??
    (code ? `Twilio refuses this: https://www.twilio.com/docs/api/errors/${code}` : "Twilio refuses this");
  return new RefusedError(sentence, { because: "refused", ...about });
}
