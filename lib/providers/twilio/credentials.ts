import type { ConfiguredTwilio } from "../../config/env.ts";

/** Who we are to Twilio's API. */
export type TwilioAccess = Pick<ConfiguredTwilio, "accountSid" | "authToken" | "apiKey">;

/** The name and password of our calls: the API key's where there is one, since a key can be revoked and restricted, and the Auth Token then only checks signatures. */
export function twilioCredentials({ accountSid, authToken, apiKey }: TwilioAccess) {
  return apiKey
    ? { username: apiKey.sid, password: apiKey.secret }
    : { username: accountSid, password: authToken };
}

/** The same as a header. */
export function twilioAuthorization(access: TwilioAccess): string {
  const { username, password } = twilioCredentials(access);
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
