import type { TwilioClient } from "../client.ts";

export const sendersUrl = "https://messaging.twilio.com/v2/Channels/Senders";
export const contentUrl = "https://content.twilio.com/v1/Content";

/**
 * Posts JSON in Twilio's own names. The package's methods for these calls are typed with names of its own, and send
 * those as they are, which Twilio ignores.
 * @returns the answer's JSON
 * @throws {UpstreamError}
 */
export async function postJson(
  client: TwilioClient,
  uri: string,
  data: object,
): Promise<Record<string, unknown>> {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  const { body } = await client.request({ method: "post", uri, headers, data });
  return JSON.parse(body);
}
