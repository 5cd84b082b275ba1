import { PayloadError, TokenError } from "../../errors.ts";
import { isSameSecret } from "../../same-secret.ts";

/**
 * The challenge with which Meta's verification is answered, when it showed our verify token.
 * @throws {PayloadError} when a parameter is missing or given twice
 * @throws {TokenError} when the mode or the token is another
 * @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests
 */
export function answerSubscription(rawQuery: string, verifyToken: string): string {
  const query = new URLSearchParams(rawQuery);
  const only = (name: string): string => {
    const [value, ...others] = query.getAll(name);
    if (value === undefined || others.length > 0) throw new PayloadError(`${name} must be given once`);
    return value;
  };
  const [mode, token, challenge] = [only("hub.mode"), only("hub.verify_token"), only("hub.challenge")];
  if (mode !== "subscribe" || !isSameSecret(token, verifyToken)) {
    throw new TokenError("hub.verify_token is not WHATSAPP_VERIFY_TOKEN");
  }
  return challenge;
}
