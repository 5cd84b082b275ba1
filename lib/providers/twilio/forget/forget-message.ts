import type { TwilioClient } from "../client.ts";

/**
 * Deletes a message and, before it, its files, so that they are gone also where the message itself is refused.
 * @see https://www.twilio.com/docs/messaging/api/media-resource
 */
export async function forgetMessage({ messages }: TwilioClient, sid: string): Promise<void> {
  const message = messages(sid);
  for (const media of await message.media.list()) await message.media(media.sid).remove();
  await message.remove();
}
